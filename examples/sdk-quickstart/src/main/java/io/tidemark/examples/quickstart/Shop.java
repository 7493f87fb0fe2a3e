package io.tidemark.examples.quickstart;

import io.tidemark.event.Event;
import io.tidemark.event.client.EventReporter;
import io.tidemark.event.client.Receipt;
import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** What an application does all day. The reporter comes from the auto-configuration. */
@Component
class Shop {

    private final EventReporter reporter;

    Shop(EventReporter reporter) {
        this.reporter = reporter;
    }

    CompletableFuture<Receipt> pageViewed(String user, String page) {
        return reporter.report(
                Event.ofType("page_view").userId(user).data("page", page).build());
    }

    CompletableFuture<Receipt> purchased(String user, String amount, String country) {
        return reporter.report(Event.ofType("purchase")
                .userId(user)
                .data("amount", new BigDecimal(amount))
                .data("country", country)
                .build());
    }
}
