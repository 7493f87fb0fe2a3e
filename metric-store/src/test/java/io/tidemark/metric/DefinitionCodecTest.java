package io.tidemark.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.MetricDefinition.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class DefinitionCodecTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                       | a definition has no name",
                "{'name':'','counter':{}}                                 | name is ''; allowed are 1 to 64 of",
                "{'name':'a b','counter':{}}                              | name is 'a b'; allowed are 1 to 64 of",
                "{'name':'__x','counter':{}}                              | no '__' at the start",
                "{'name':'ledger','counter':{}}                           | name is 'ledger', which is reserved: choose another",
                "{'name':['x'],'counter':{}}                              | name must be a text",
                "{'name':'m'}                                             | metric 'm': it has []; exactly one of counter, leaderboard and window",
                "{'name':'m','counter':{},'window':{}}                    | it has [counter, window]; exactly one",
                "{'name':'m','counter':{},'wehre':'x'}                    | the unknown field 'wehre'; allowed are [aggregate, by, counter",
                "{'name':'m','counter':{'every':'minute'}}                | counter has the unknown field 'every'; allowed are []",
                "{'name':'m','counter':'x'}                               | counter is 'x'; it must be an object",
                "{'name':'m','counter':{},'aggregate':'count'}            | aggregate is not allowed in a counter",
                "{'name':'m','counter':{},'events':['a b']}               | events has 'a b'; allowed are event types",
                "{'name':'m','counter':{},'events':[null]}                | events has ''; allowed are event types",
                "{'name':'m','counter':{},'by':'page'}                    | field is 'page'; allowed are eventType, userId, eventId and a path below data",
                "{'name':'m','counter':{},'by':'data.'}                   | field is 'data.'; allowed are",
                "{'name':'m','counter':{},'by':'data.a..b'}               | field is 'data.a..b'; allowed are",
                "{'name':'m','counter':{},'by':{'a':1}}                   | by must be a text",
                "{'name':'m','counter':{},'by':['data.a','x']}            | field is 'x'; allowed are",
                "{'name':'m','counter':{},'by':[null]}                    | field is 'null'; allowed are",
                "{'name':'m','counter':{},'by':['data.a','data.a']}       | by has a field twice: [data.a, data.a]",
                "{'name':'m','counter':{},'by':['data.a','data.b','data.c','data.d','data.e']} | by has 5 fields; allowed are up to 4",
                "{'name':'m','counter':{},'events':['*']}                 | events has '*'; allowed are event types",
                "{'name':'m','counter':{},'events':['a*b']}               | events has 'a*b'; allowed are event types",
                "{'name':'m','counter':{},'events':['__*']}               | events has '__*'; allowed are event types",
                "{'name':'m','leaderboard':{'by':[]}}                     | leaderboard has no by",
                "{'name':'m','leaderboard':{}}                            | metric 'm': leaderboard has no by",
                "{'name':'m','leaderboard':{'by':'userId','period':'week'}} | leaderboard.period is 'week'; allowed are day and hour",
                "{'name':'m','leaderboard':{'by':'userId'},'by':'userId'} | by is not allowed in a leaderboard",
                "{'name':'m','leaderboard':{'by':'userId'},'aggregate':'count'} | aggregate is not allowed in a leaderboard",
                "{'name':'m','window':{'keep':'1h'}}                      | window has no every",
                "{'name':'m','window':{'every':'minute'}}                 | window has no keep",
                "{'name':'m','window':{'every':'7m','keep':'1h'}}         | every is '7m'; allowed are second, minute",
                "{'name':'m','window':{'every':'hour','keep':'1m'}}       | keep is '1m'; allowed are whole seconds from one pane (1h)",
                "{'name':'m','window':{'every':'hour','keep':'1d'},'aggregate':'median(data.x)'} | aggregate is 'median(data.x)'; allowed are count, sum(FIELD), min(FIELD), max(FIELD), avg(FIELD), stddev(FIELD), last(FIELD), distinct(FIELD), quantiles(FIELD) and histogram(FIELD, BOUND, …)",
                "{'name':'m','window':{'every':'hour','keep':'1d'},'aggregate':'sum(x)'} | field is 'x'; allowed are",
                "{'name':'m','window':{'every':'hour','keep':'1d'},'aggregate':'sum'} | aggregate is 'sum'; allowed are",
                "{'name':'m','window':{'every':'hour','keep':'1d'},'aggregate':'distinct(x)'} | field is 'x'; allowed are",
                "{'name':'m','window':{'every':'hour','keep':'1d'},'aggregate':'sum(data.x)(data.y)'} | aggregate is 'sum(data.x)(data.y)'; allowed are",
                "{'name':'m','window':{'every':'hour','keep':'1d'},'aggregate':'histogram(data.x)'} | histogram has 0 bounds; allowed are 1 to 100",
                "{'name':'m','window':{'every':'hour','keep':'1d'},'aggregate':'histogram(data.x, 2, 1)'} | histogram has the bound 1 after 2; they must ascend",
                "{'name':'m','window':{'every':'hour','keep':'1d'},'aggregate':'histogram(data.x, 1, 1.0)'} | histogram has the bound 1 after 1; they must ascend",
                "{'name':'m','window':{'every':'hour','keep':'1d'},'aggregate':'histogram(data.x, 1e3)'} | histogram has the bound '1e3'; allowed are numbers",
                "{'name':'m','window':{'every':'hour','keep':'1d'},'aggregate':'histogram(data.x,,1)'} | histogram has the bound ''; allowed are numbers",
            })
    void badDefinitionIsRefusedByName(String json, String message) {
        Map<String, Object> definition = parse(json.replace('\'', '"'));

        assertThatThrownBy(() -> DefinitionCodec.read(definition))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(message);
    }

    @Test
    void beginningsOfTypesAndSeveralDimensionsAreWrittenAsTheyAreRead() {
        Map<String, Object> orders = parse(
                "{\"name\":\"orders\",\"counter\":{},\"events\":[\"order.*\",\"refund\"],\"by\":[\"data.b\",\"data.a\"]}");

        MetricDefinition definition = DefinitionCodec.read(orders);

        assertThat(definition.takes("order.paid")).isTrue();
        assertThat(definition.takes("order.")).isTrue();
        assertThat(definition.takes("refund")).isTrue();
        assertThat(definition.takes("order")).isFalse();
        assertThat(definition.takes("refund.all")).isFalse();
        assertThat(definition.by()).containsExactly(new FieldPath("data.b"), new FieldPath("data.a"));
        assertThat(DefinitionCodec.read(DefinitionCodec.write(definition))).isEqualTo(definition);
        assertThat(DefinitionCodec.write(definition)).containsEntry("by", List.of("data.b", "data.a"));
    }

    @Test
    void oneDimensionInAListIsThatDimension() {
        MetricDefinition list = DefinitionCodec.read(parse("{\"name\":\"m\",\"counter\":{},\"by\":[\"data.a\"]}"));

        assertThat(list).isEqualTo(DefinitionCodec.read(parse("{\"name\":\"m\",\"counter\":{},\"by\":\"data.a\"}")));
        assertThat(DefinitionCodec.write(list)).containsEntry("by", "data.a");
    }

    @Test
    void definitionsAreReadAsTheyAreMeant() {
        MetricDefinition revenue = DefinitionCodec.read(parse("""
                {"name": "revenue", "window": {"every": "minute", "keep": "24h"}, "events": ["b", "a", "b"],
                 "aggregate": "sum(data.amount)", "by": "data.country"}"""));
        MetricDefinition board =
                DefinitionCodec.read(parse("{\"name\":\"u\",\"leaderboard\":{\"by\":\"userId\",\"period\":\"hour\"}}"));
        MetricDefinition login = DefinitionCodec.read(Map.of("name", "login", "counter", "", "events", "login"));

        assertThat(revenue.kind()).isEqualTo(Kind.WINDOW);
        assertThat(revenue.events()).containsExactly("a", "b");
        assertThat(revenue.aggregation().text()).isEqualTo("sum(data.amount)");
        assertThat(revenue.takes("a")).isTrue();
        assertThat(revenue.takes("c")).isFalse();
        assertThat(board.period()).isEqualTo(Period.HOUR);
        assertThat(board.takes("anything")).isTrue();
        assertThat(login.isTypeCounter()).isTrue();
        assertThat(revenue.isTypeCounter()).isFalse();
    }

    @Test
    void distinctIsReadAndWritten() {
        MetricDefinition users = DefinitionCodec.read(parse("""
                {"name": "active_users", "window": {"every": "minute", "keep": "24h"},
                 "aggregate": "distinct( userId )"}"""));

        assertThat(users.isDistinct()).isTrue();
        assertThat(DefinitionCodec.write(users)).containsEntry("aggregate", "distinct(userId)");
        assertThat(DefinitionCodec.read(DefinitionCodec.write(users))).isEqualTo(users);
    }

    @Test
    void differentSpellingsOfOneDefinitionAreEqual() {
        MetricDefinition one = DefinitionCodec.read(
                Map.of("name", "m", "window", Map.of("every", "1d", "keep", "48h"), "events", List.of("b", "a")));
        MetricDefinition other = DefinitionCodec.read(Map.of(
                "name",
                "m",
                "window",
                Map.of("every", "day", "keep", "2d"),
                "events",
                List.of("a", "b"),
                "aggregate",
                "count"));

        assertThat(one).isEqualTo(other);
        assertThat(DefinitionCodec.write(one)).isEqualTo(DefinitionCodec.write(other));
    }

    private static Map<String, Object> parse(String json) {
        return JsonMapper.shared().readValue(json, new TypeReference<>() {});
    }
}
