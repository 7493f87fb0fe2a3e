package io.tidemark.event.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Matches if it is said where events go. An empty value says nothing, so that a profile can switch the reporter off. */
final class OnReceiverCondition extends SpringBootCondition {

    static final String GATEWAY = "tidemark.reporter.gateway";
    static final String KAFKA = "tidemark.reporter.kafka.bootstrap-servers";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Receiver of events");
        for (String name : new String[] {GATEWAY, KAFKA}) {
            if (StringUtils.hasText(context.getEnvironment().getProperty(name))) {
                return ConditionOutcome.match(message.foundExactly(name));
            }
        }
        return ConditionOutcome.noMatch(
                message.didNotFind("property", "properties").items(GATEWAY, KAFKA));
    }
}
