package io.tidemark.local;

import java.nio.file.Path;

/** A JVM that owns a Redis until it is killed. Prints the process id and the port of its Redis. */
final class RedisOwner {

    private RedisOwner() {}

    public static void main(String[] args) throws InterruptedException {
        LocalRedis redis = LocalRedis.start(new LocalRedis.Settings(Path.of(args[0]), 0));
        System.out.println(redis.pid() + " " + redis.port());
        Thread.currentThread().join();
    }
}
