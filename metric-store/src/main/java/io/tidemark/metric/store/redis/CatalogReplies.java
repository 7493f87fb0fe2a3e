package io.tidemark.metric.store.redis;

import io.tidemark.metric.InvalidDefinitionException;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.StoreDamagedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Catalog versions as the store has them. */
final class CatalogReplies {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Map<Integer, Long>>> POSITIONS = new TypeReference<>() {};

    private CatalogReplies() {}

    /** Of {version, id, text, positions}, or of nothing. */
    static CatalogVersion version(Replies answer) {
        return answer.size() == 0
                ? CatalogVersion.NONE
                : version(answer.text(0), answer.text(1), answer.textOrNull(2), answer.textOrNull(3));
    }

    /** Of the whole hash, the oldest version first: that of the last reset, if there was one. */
    static List<CatalogVersion> history(Map<String, String> hash) {
        List<CatalogVersion> versions = new ArrayList<>();
        int active = numberOf(hash.getOrDefault("version", "0"));
        for (int v = numberOf(hash.getOrDefault("first", "1")); v <= active; v++) {
            String text = hash.get("text:" + v);
            String id = v == active ? hash.get("id") : null;
            versions.add(version(
                    Integer.toString(v),
                    id != null ? id : CatalogVersion.idOf(text == null ? "" : text),
                    text,
                    hash.get("from:" + v)));
        }
        return versions;
    }

    private static CatalogVersion version(
            String version, String id, @Nullable String text, @Nullable String positions) {
        if (text == null || positions == null) {
            throw new StoreDamagedException(RedisKeys.CATALOG + " has no text:" + version + " or no from:" + version
                    + " for version " + version);
        }
        try {
            return new CatalogVersion(
                    numberOf(version), id, MetricCatalog.parse(text), JSON.readValue(positions, POSITIONS));
        } catch (InvalidDefinitionException e) {
            throw new StoreDamagedException(
                    RedisKeys.CATALOG + " has a text:" + version + " that this build cannot read: " + e.getMessage(),
                    e);
        } catch (JacksonException e) {
            throw new StoreDamagedException(
                    RedisKeys.CATALOG + " has positions that are no JSON of topics: '" + positions + "'", e);
        }
    }

    private static int numberOf(String version) {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException e) {
            throw new StoreDamagedException(RedisKeys.CATALOG + " has '" + version + "' as its version", e);
        }
    }
}
