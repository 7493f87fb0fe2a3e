package io.tidemark.metric;

import java.math.BigDecimal;

/** How a stored text and what a batch brings become one; associative and commutative each. */
public enum Merging {
    /** Decimals are added. */
    ADD {
        @Override
        public String merge(String stored, String delta) {
            return Decimals.plain(new BigDecimal(stored).add(new BigDecimal(delta)))
                    .toPlainString();
        }
    },
    /** The smaller decimal stays. */
    LEAST {
        @Override
        public String merge(String stored, String delta) {
            return new BigDecimal(delta).compareTo(new BigDecimal(stored)) < 0 ? delta : stored;
        }
    },
    /** The greater decimal stays. */
    GREATEST {
        @Override
        public String merge(String stored, String delta) {
            return new BigDecimal(delta).compareTo(new BigDecimal(stored)) > 0 ? delta : stored;
        }
    },
    /** The text that is greater, character for character, stays. */
    LATEST {
        @Override
        public String merge(String stored, String delta) {
            return delta.compareTo(stored) > 0 ? delta : stored;
        }
    },
    /** An element is added to a sketch of a set, which is no text. */
    UNITE {
        @Override
        public String merge(String stored, String delta) {
            throw new UnsupportedOperationException("a sketch of a set is no text");
        }
    };

    /** What is stored then. */
    public abstract String merge(String stored, String delta);
}
