package io.tidemark.examples.quickstart;

import io.tidemark.event.client.Receipt;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Reports some events to the gateway, awaits their receipts and reads a counter back from the metrics API.
 *
 * <pre>./tidemark example sdk-quickstart [--port-offset N]</pre>
 */
@SpringBootApplication(proxyBeanMethods = false)
public class Quickstart {

    private static final int LOOKS = 100;

    /** Ends with 0 if all was counted, else with 1 and one line that says why. */
    public static void main(String[] args) throws InterruptedException {
        try {
            run(args);
        } catch (QuickstartException e) {
            System.err.println("sdk-quickstart: " + e.getMessage());
            System.exit(1);
        }
    }

    static void run(String... args) throws InterruptedException {
        SpringApplicationBuilder application =
                new SpringApplicationBuilder(Quickstart.class).properties(PortOffset.ports(args));
        try (ConfigurableApplicationContext context = application.run(args)) {
            reportAndRead(context.getBean(Shop.class), context.getBean(Counters.class));
        }
    }

    private static void reportAndRead(Shop shop, Counters counters) throws InterruptedException {
        long before = counters.of("purchase");
        System.out.println("The counter purchase stands at " + before + ".");

        List<CompletableFuture<Receipt>> receipts = List.of(
                shop.pageViewed("ada", "/tea"),
                shop.purchased("ada", "12.50", "GB"),
                shop.pageViewed("bob", "/coffee"),
                shop.purchased("bob", "7.25", "US"),
                shop.purchased("ada", "3.00", "GB"));
        for (CompletableFuture<Receipt> receipt : receipts) {
            System.out.println("Stored for good: " + await(receipt).eventId());
        }

        System.out.println("The counter purchase stands at " + awaitAtLeast(before + 3, counters) + ".");
    }

    private static Receipt await(CompletableFuture<Receipt> receipt) throws InterruptedException {
        try {
            return receipt.get();
        } catch (ExecutionException e) {
            throw new QuickstartException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        }
    }

    /** What is stored is counted a moment later. */
    private static long awaitAtLeast(long expected, Counters counters) throws InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            long value = counters.of("purchase");
            if (value >= expected) {
                return value;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new QuickstartException("the counter purchase did not reach " + expected + "; ask ./tidemark status");
    }
}
