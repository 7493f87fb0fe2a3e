package io.tidemark.cli.stack;

import io.tidemark.cli.terminal.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code status}: one line per part. */
@Command(
        name = "status",
        description = "Tells how each part of the stack is; exits with 0 only if all are up.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private StackOptions stack = new StackOptions();

    /** With the console that shows the answers. */
    public StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        StackLog.settle();
        List<Check> checks = List.of(
                new Check("Kafka", stack.kafka(), () -> HealthChecks.kafka(stack.kafka())),
                new Check("ZooKeeper", stack.zooKeeper(), () -> HealthChecks.zooKeeper(stack.zooKeeper())),
                new Check("Redis", stack.redis(), () -> HealthChecks.redis(stack.redis())),
                new Check("Gateway", stack.gateway(), () -> HealthChecks.service(stack.gateway())),
                new Check("Stream processor", stack.processor(), () -> HealthChecks.service(stack.processor())),
                new Check("Metrics API", stack.api(), () -> HealthChecks.service(stack.api())));
        return show(checks, answers(checks)) ? 0 : 1;
    }

    private boolean show(List<Check> checks, List<Health> answers) {
        boolean allUp = true;
        for (int i = 0; i < checks.size(); i++) {
            Health health = answers.get(i);
            allUp &= health.up();
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%-18s %-24s %-5s %s",
                            checks.get(i).name(),
                            checks.get(i).address(),
                            health.up() ? "up" : "DOWN",
                            health.detail()));
        }
        return allUp;
    }

    private static List<Health> answers(List<Check> checks) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(checks.size());
        try {
            List<Health> answers = new ArrayList<>();
            for (Future<Health> answer :
                    threads.invokeAll(checks.stream().map(Check::question).toList())) {
                answers.add(answerOf(answer));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Health answerOf(Future<Health> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Health.down(cause.toString().lines().findFirst().orElse(""));
        }
    }

    private record Check(String name, Object address, Callable<Health> question) {}
}
