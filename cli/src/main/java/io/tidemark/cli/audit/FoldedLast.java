package io.tidemark.cli.audit;

import java.math.BigDecimal;
import java.util.Map;

/** The value of the event of the greatest place. Not thread-safe. */
final class FoldedLast implements FoldedValue {

    private String place = "";
    private String value = "0";

    @Override
    public void add(String newValue, String newPlace) {
        if (newPlace.compareTo(place) > 0) {
            place = newPlace;
            value = newValue;
        }
    }

    @Override
    public Map<String, String> texts() {
        return Map.of(WHOLE, text());
    }

    @Override
    public String saved() {
        return WHOLE + "=" + text();
    }

    @Override
    public void restore(String saved) {
        int end = saved.lastIndexOf(' ');
        if (end < 0 || !saved.startsWith("=")) {
            throw new IllegalArgumentException("\"" + saved + "\" is no saved last number: =PLACE VALUE is expected");
        }
        add(saved.substring(end + 1), saved.substring(1, end));
    }

    private String text() {
        return place + " " + FoldedNumbers.plain(new BigDecimal(value));
    }
}
