package io.tidemark.api.web;

import io.tidemark.api.query.Accounting;
import io.tidemark.api.query.AccountingAnswer;
import io.tidemark.api.query.CounterAnswer;
import io.tidemark.api.query.Counters;
import io.tidemark.api.query.CountersAnswer;
import io.tidemark.api.query.Endpoint;
import io.tidemark.api.query.LeaderboardAnswer;
import io.tidemark.api.query.LeaderboardQuery;
import io.tidemark.api.query.Leaderboards;
import io.tidemark.api.query.Parameters;
import io.tidemark.api.query.WindowAnswer;
import io.tidemark.api.query.WindowQuery;
import io.tidemark.api.query.Windows;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class MetricsController {

    private final Counters counters;
    private final Leaderboards leaderboards;
    private final Windows windows;
    private final Accounting accounting;

    MetricsController(Counters counters, Leaderboards leaderboards, Windows windows, Accounting accounting) {
        this.counters = counters;
        this.leaderboards = leaderboards;
        this.windows = windows;
        this.accounting = accounting;
    }

    @GetMapping(Endpoint.COUNTER)
    CounterAnswer counter(@RequestParam MultiValueMap<String, String> given) {
        return counters.counter(new Parameters(given, "name").name());
    }

    @GetMapping(Endpoint.COUNTERS)
    CountersAnswer counters(@RequestParam MultiValueMap<String, String> given) {
        new Parameters(given);
        return counters.counters();
    }

    @GetMapping(Endpoint.LEADERBOARD)
    LeaderboardAnswer leaderboard(@RequestParam MultiValueMap<String, String> given) {
        return leaderboards.answer(LeaderboardQuery.of(given));
    }

    @GetMapping(Endpoint.WINDOW)
    WindowAnswer window(@RequestParam MultiValueMap<String, String> given) {
        return windows.answer(WindowQuery.of(given));
    }

    @GetMapping(Endpoint.ACCOUNTING)
    AccountingAnswer accounting(@RequestParam MultiValueMap<String, String> given) {
        new Parameters(given);
        return accounting.answer();
    }
}
