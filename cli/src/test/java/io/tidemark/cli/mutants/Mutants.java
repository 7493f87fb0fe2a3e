package io.tidemark.cli.mutants;

import static io.tidemark.cli.mutants.KillingTest.SIMULATION;

import java.util.List;

/** Every guarantee that is taken out, and what should kill the mutant. */
final class Mutants {

    private static final String STORE = "metric-store/src/main/java/io/tidemark/metric/store/InMemoryMetricStore.java";
    private static final String BATCH = "metric-store/src/main/java/io/tidemark/metric/store/PartitionBatch.java";
    private static final String SCRIPT =
            "metric-store/src/main/resources/io/tidemark/metric/store/redis/apply-batch.lua";
    private static final String DECIMAL = "metric-store/src/main/resources/io/tidemark/metric/store/redis/decimal.lua";
    private static final String METRIC = "metric-store/src/main/java/io/tidemark/metric/";
    private static final String MERGING = METRIC + "Merging.java";
    private static final String LOG = "stream-processor/src/main/java/io/tidemark/processor/log/";
    private static final String FOLD = "stream-processor/src/main/java/io/tidemark/processor/fold/";

    /** Of a batch, what is added and what moves the ledger, each as a batch that the store takes. */
    private static final String HALVES = """
                public PartitionBatch valuesBefore() {
                    return values(Position.at(from), logTimeBefore);
                }

                public PartitionBatch valuesBehind() {
                    return values(to, logTime);
                }

                public PartitionBatch ledger() {
                    PartitionBatch half =
                            new PartitionBatch(topic, topicId, partition, catalog, start, Position.at(from), logTimeBefore);
                    System.arraycopy(fates, 0, half.fates, 0, fates.length);
                    half.to = to;
                    half.logTime = logTime;
                    return half;
                }

                private PartitionBatch values(Position at, long time) {
                    PartitionBatch half = new PartitionBatch(topic, topicId, partition, catalog, start, at, time);
                    half.types.putAll(types);
                    half.metrics.addAll(metrics);
                    return half;
                }

                public String topic() {
            """;

    static final List<Mutant> ALL = List.of(
            Mutant.of(
                    "ledger check removed",
                    STORE,
                    "                || position.offset() != batch.from()\n",
                    "",
                    SIMULATION,
                    memory("batchFromAheadOfTheLedgerChangesNothing")),
            Mutant.of(
                    "ledger check removed in the script",
                    SCRIPT,
                    " or string.match(position, '^%d+') ~= ARGV[3]\n",
                    "\n",
                    redis("batchFromAheadOfTheLedgerChangesNothing")),
            writtenSeparately("values, then the ledger", "valuesBefore()", "ledger()"),
            writtenSeparately("the ledger, then values", "ledger()", "valuesBehind()"),
            Mutant.of(
                    "catalog fence removed",
                    STORE,
                    "                || !isInForce(batch.ruledBy())",
                    "",
                    SIMULATION,
                    memory("batchOfAnotherCatalogVersionChangesNothing")),
            Mutant.of(
                    "catalog fence removed in the script",
                    SCRIPT,
                    "version ~= ARGV[5] or catalog_id ~= ARGV[6]",
                    "false",
                    redis("batchOfAnotherCatalogVersionChangesNothing")),
            Mutant.of(
                    "log time not compared",
                    STORE,
                    "                || ledger.progress(batch.partition()) != batch.logTimeBefore()\n",
                    "",
                    memory("batchFoldedOnAnotherLogTimeChangesNothing")),
            Mutant.of(
                    "log time not compared in the script",
                    SCRIPT,
                    "(reached or '') ~= ARGV[7] or version",
                    "version",
                    redis("batchFoldedOnAnotherLogTimeChangesNothing")),
            Mutant.of(
                    "batch folded by the old catalog sent again",
                    LOG + "PartitionFold.java",
                    "            folding.refreshCatalog();\n            folded = null;\n",
                    "            folding.refreshCatalog();\n",
                    SIMULATION),
            Mutant.of(
                    "dead letters not awaited",
                    LOG + "PartitionFold.java",
                    "        return folding.awaitBriefly(deadLetters);",
                    "        return true;",
                    SIMULATION),
            Mutant.of(
                    "failover while idle not noticed",
                    LOG + "AssignedPartitions.java",
                    "            checkLedgers(consumer);\n",
                    "",
                    SIMULATION),
            Mutant.of(
                    "emptied store gets no catalog",
                    LOG + "LogPlace.java",
                    "        catalogs.restoreIfLost();\n",
                    "",
                    SIMULATION),
            Mutant.of(
                    "emptied store folded from elsewhere than its start",
                    LOG + "LogPlace.java",
                    "            from.putAll(known.starts());\n",
                    "            from.putAll(log.ends());\n",
                    SIMULATION),
            Mutant.of(
                    "start of a reset forgotten once the store is emptied",
                    LOG + "LogPlace.java",
                    "            from.putAll(known.starts());\n",
                    "",
                    SIMULATION),
            Mutant.of(
                    "store emptied while the start is looked up not noticed",
                    STORE,
                    "        if (!incarnation.equals(this.incarnation)) {\n",
                    "        if (incarnation.isEmpty()) {\n",
                    memory("claimOfAStoreThatWasResetMeanwhileChangesNothing"),
                    partitions("startThatWasReplacedWhileItWasLookedUpIsNotClaimed")),
            Mutant.of(
                    "store emptied while the start is looked up not noticed in the script",
                    "metric-store/src/main/resources/io/tidemark/metric/store/redis/claim.lua",
                    "read('GET', INCARNATION) ~= ARGV[1]",
                    "ARGV[1] == ''",
                    redis("claimOfAStoreThatWasEmptiedMeanwhileChangesNothing")),
            Mutant.of(
                    "incarnation asked for behind the start",
                    LOG + "LogPlace.java",
                    "store.claim(incarnation, name,",
                    "store.claim(store.incarnation(), name,",
                    partitions("startThatWasReplacedWhileItWasLookedUpIsNotClaimed")),
            Mutant.of(
                    "what retention took is no gap",
                    BATCH,
                    "        fates[Fate.GAP.ordinal()] += end - to.offset();\n",
                    "",
                    SIMULATION),
            Mutant.of(
                    "gap not passed over",
                    LOG + "LogPlace.java",
                    "if (position.offset() < beginning) {",
                    "if (position.offset() < 0) {",
                    SIMULATION),
            Mutant.of(
                    "gap beyond what the log has lost",
                    LOG + "LogPlace.java",
                    "        gap.passGap(beginning);\n",
                    "        gap.passGap(beginning + 1);\n",
                    SIMULATION),
            Mutant.of(
                    "log time not recovered",
                    LOG + "PartitionFold.java",
                    "        this.logTime = found.logTime();\n",
                    "        this.logTime = PartitionBatch.NO_LOG_TIME;\n",
                    SIMULATION),
            Mutant.of(
                    "start not compared",
                    STORE,
                    "                || !Objects.equals(ledger.start(batch.partition()), batch.start())\n",
                    "",
                    memory("batchOfAPartitionBegunElsewhereChangesNothing")),
            Mutant.of(
                    "start not compared in the script",
                    SCRIPT,
                    " or start ~= ARGV[14]",
                    "",
                    redis("batchOfAPartitionBegunElsewhereChangesNothing")),
            Mutant.of(
                    "event read again taken for its own duplicate (<=)",
                    FOLD + "SeenIds.java",
                    "addedAt[added - 1] >= offset",
                    "addedAt[added - 1] > offset",
                    SIMULATION),
            Mutant.of(
                    "as many offsets back as allowed not enough",
                    FOLD + "SeenIds.java",
                    "offsets <= window.distance()",
                    "offsets < window.distance()",
                    SIMULATION,
                    seen("anIdIsADuplicateUpToTheDistanceAndNotBeyond")),
            Mutant.of(
                    "as much time back as allowed not enough",
                    FOLD + "SeenIds.java",
                    "earlier >= logTime - horizon",
                    "earlier > logTime - horizon",
                    SIMULATION,
                    seen("anIdIsADuplicateUpToTheHorizonAndNotBeyond")),
            Mutant.of(
                    "ids of a refused batch not taken back",
                    LOG + "PartitionFold.java",
                    "        if (!seen.rollBackTo(cursor.offset())) {",
                    "        if (seen.size() < 0) {",
                    SIMULATION),
            Mutant.of(
                    "ids not read back",
                    "metric-store/src/main/java/io/tidemark/metric/store/TopicLedger.java",
                    "                .orElse(start);",
                    "                .orElse(new LogPoint(position, logTime));",
                    SIMULATION),
            Mutant.of(
                    "ids read back from too late a checkpoint",
                    "metric-store/src/main/java/io/tidemark/metric/store/TopicLedger.java",
                    "point.offset() <= position - rule.distance()",
                    "point.offset() <= position",
                    SIMULATION),
            Mutant.of(
                    "ids of rejected records read back",
                    FOLD + "IdReadBack.java",
                    "            BatchFold.timeOf(event, undatedTime, logTime);\n",
                    "",
                    SIMULATION),
            Mutant.of(
                    "late by the wall clock",
                    FOLD + "BatchFold.java",
                    "            fold(event, time, logTime);\n",
                    "            fold(event, time, System.currentTimeMillis());\n",
                    SIMULATION),
            Mutant.of(
                    "log time goes back",
                    BATCH,
                    "        logTime = Math.max(logTime, recordTime);\n",
                    "        logTime = recordTime;\n",
                    SIMULATION),
            Mutant.of(
                    "offsets without a record forgotten",
                    LOG + "Backlog.java",
                    "next == records.size() ? end : after(records.get(next - 1))",
                    "records.isEmpty() ? end : after(records.get(next - 1))",
                    SIMULATION),
            Mutant.of(
                    "decimals compared as texts in the script",
                    DECIMAL,
                    "  return string.sub(difference, 1, 1) == '-'",
                    "  return left < right",
                    redisAggregation("leastAndGreatestAreThoseOfTheNumbersAndNotOfTheirTexts")),
            Mutant.of(
                    "negative decimals not compared in the script",
                    DECIMAL,
                    "string.sub(right, 1, 1) == '-' and string.sub(right, 2) or '-' .. right",
                    "'-' .. right",
                    redisAggregation("leastAndGreatestAreThoseOfTheNumbersAndNotOfTheirTexts")),
            Mutant.of(
                    "least is the greatest in the script",
                    SCRIPT,
                    "wins = less(text, stored)",
                    "wins = not less(text, stored)",
                    redisAggregation("leastAndGreatestAreThoseOfTheNumbersAndNotOfTheirTexts")),
            Mutant.of(
                    "greatest is the least in the script",
                    SCRIPT,
                    "wins = less(stored, text)",
                    "wins = not less(stored, text)",
                    redisAggregation("leastAndGreatestAreThoseOfTheNumbersAndNotOfTheirTexts")),
            Mutant.of(
                    "last is what came last in the script",
                    SCRIPT,
                    "wins = is_before(stored, text)",
                    "wins = true",
                    redisAggregation("lastIsOfTheGreatestTimeThenTopicThenPartitionThenOffset")),
            Mutant.of(
                    "places compared backwards in the script",
                    SCRIPT,
                    "return a < b",
                    "return a > b",
                    redisAggregation("lastIsOfTheGreatestTimeThenTopicThenPartitionThenOffset")),
            Mutant.of(
                    "least is the greatest in the store",
                    MERGING,
                    "compareTo(new BigDecimal(stored)) < 0",
                    "compareTo(new BigDecimal(stored)) >= 0",
                    memoryAggregation("leastAndGreatestAreThoseOfTheNumbersAndNotOfTheirTexts")),
            Mutant.of(
                    "greatest is the least in the store",
                    MERGING,
                    "compareTo(new BigDecimal(stored)) > 0",
                    "compareTo(new BigDecimal(stored)) <= 0",
                    memoryAggregation("leastAndGreatestAreThoseOfTheNumbersAndNotOfTheirTexts")),
            Mutant.of(
                    "last is what came last in the store",
                    MERGING,
                    "delta.compareTo(stored) > 0",
                    "!delta.isEmpty()",
                    memoryAggregation("lastIsOfTheGreatestTimeThenTopicThenPartitionThenOffset")),
            Mutant.of(
                    "least and greatest exchanged in a batch",
                    METRIC + "Extreme.java",
                    "other.compareTo(number) * direction > 0",
                    "other.compareTo(number) * direction < 0",
                    memoryAggregation("leastAndGreatestAreThoseOfTheNumbersAndNotOfTheirTexts")),
            Mutant.of(
                    "last is what came last in a batch",
                    METRIC + "Last.java",
                    "otherPlace.compareTo(place) > 0",
                    "!otherPlace.isEmpty()",
                    memoryAggregation("lastIsOfTheGreatestTimeThenTopicThenPartitionThenOffset")),
            Mutant.of(
                    "last of several panes not merged",
                    METRIC + "Last.java",
                    "            if (other.number != null) {",
                    "            if (number == null && other.number != null) {",
                    memoryAggregation("panesMergeIntoOneValue")),
            Mutant.of(
                    "where ignored",
                    FOLD + "CompiledMetric.java",
                    "        return where == null\n",
                    "        return true\n",
                    fold("anEventThatDoesNotFulfilTheConditionDoesNotCount")),
            Mutant.of(
                    "first of two fields kept for where",
                    FOLD + "ConditionFields.java",
                    "                object.remove(child.name); // the last of two wins\n",
                    "",
                    fold("aConditionSeesOfAFieldThatStandsTwiceTheLast")),
            Mutant.of(
                    "what loops of where ask for not read",
                    METRIC + "ConditionFields.java",
                    "List.of(loop.iterRange(), loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result())",
                    "List.of(loop.iterRange())",
                    KillingTest.of("io.tidemark.metric.ConditionTest", "onlyTheFieldsThatItMayAskForAreAskedFor")),
            Mutant.of(
                    "configured asked before what is in force",
                    LOG + "Catalogs.java",
                    "            CatalogVersion current = refresh();\n"
                            + "            MetricCatalog wanted = configured.get();\n",
                    "            MetricCatalog wanted = configured.get();\n"
                            + "            CatalogVersion current = refresh();\n",
                    KillingTest.of(
                            "io.tidemark.processor.log.CatalogsTest",
                            "oneThatSleptDoesNotTakeBackWhatAnotherPutInForceMeanwhile")),
            Mutant.of(
                    "what the file never had not kept",
                    METRIC + "MetricCatalog.java",
                    "        SortedMap<MetricName, MetricDefinition> edited = new TreeMap<>(metrics);\n",
                    "        SortedMap<MetricName, MetricDefinition> edited = new TreeMap<>(after.metrics);\n",
                    control("whatWasEditedInTheFileIsTakenAndWhatTheApiMadeStays")),
            Mutant.of(
                    "a version made over another one",
                    METRIC + "control/ZooKeeperCatalogs.java",
                    "            return Arrays.equals(bytes, data(version).orElse(new byte[0]));\n",
                    "            zooKeeper.setData().forPath(node(version), bytes);\n            return true;\n",
                    control("ofTwoWhoMakeTheSameVersionOneSucceeds"),
                    control("manyWritersLoseNoChange")),
            Mutant.of(
                    "a first version without what is in force",
                    METRIC + "control/ZooKeeperCatalogs.java",
                    "newest.version() > 0 ? newest : ConfiguredCatalog.noneBut(inForce.get())",
                    "newest",
                    control("whatIsInForceIsKeptByTheFirstVersion")),
            Mutant.of(
                    "an older catalog followed",
                    LOG + "ConfiguredCatalogs.java",
                    "newest.version() < last.version()",
                    "newest.version() == 0 && last.version() > 0",
                    KillingTest.of(
                            "io.tidemark.processor.log.ConfiguredCatalogsTest",
                            "anOlderVersionThanTheLastSeenIsNotFollowed")));

    private Mutants() {}

    private static KillingTest redis(String method) {
        return KillingTest.of("io.tidemark.metric.store.redis.RedisMetricStoreTest", method);
    }

    private static KillingTest memory(String method) {
        return KillingTest.of("io.tidemark.metric.store.InMemoryMetricStoreTest", method);
    }

    private static KillingTest control(String method) {
        return KillingTest.of("io.tidemark.metric.control.ZooKeeperCatalogsTest", method);
    }

    private static KillingTest partitions(String method) {
        return KillingTest.of("io.tidemark.processor.log.AssignedPartitionsTest", method);
    }

    private static KillingTest redisAggregation(String method) {
        return KillingTest.of("io.tidemark.metric.store.redis.RedisAggregationTest", method);
    }

    private static KillingTest memoryAggregation(String method) {
        return KillingTest.of("io.tidemark.metric.store.InMemoryAggregationTest", method);
    }

    private static KillingTest fold(String method) {
        return KillingTest.of("io.tidemark.processor.fold.BatchFoldTest", method);
    }

    private static KillingTest seen(String method) {
        return KillingTest.of("io.tidemark.processor.fold.SeenIdsTest", method);
    }

    /** As two calls of the store, between which anything may happen. */
    private static Mutant writtenSeparately(String order, String first, String second) {
        return new Mutant(
                "written separately: " + order,
                List.of(
                        new Mutant.Edit(
                                LOG + "Folding.java",
                                "            return store.apply(batch);\n",
                                "            ApplyResult first = store.apply(batch." + first + ");\n"
                                        + "            return first instanceof ApplyResult.Applied"
                                        + " ? store.apply(batch." + second + ") : first;\n"),
                        new Mutant.Edit(BATCH, "    public String topic() {\n", HALVES)),
                List.of(SIMULATION));
    }
}
