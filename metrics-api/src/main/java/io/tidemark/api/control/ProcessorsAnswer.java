package io.tidemark.api.control;

import io.tidemark.metric.control.ProcessorState;
import java.util.List;

/**
 * @param processors those that run, by host
 */
public record ProcessorsAnswer(List<ProcessorState> processors) {}
