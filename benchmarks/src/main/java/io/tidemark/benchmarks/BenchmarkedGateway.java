package io.tidemark.benchmarks;

import io.tidemark.gateway.GatewayApplication;

/** The gateway's own main, in a JVM that ends with the benchmark. */
final class BenchmarkedGateway {

    private BenchmarkedGateway() {}

    public static void main(String[] args) {
        EndWithParent.watch();
        GatewayApplication.main(args);
    }
}
