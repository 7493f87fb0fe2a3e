package io.tidemark.gateway.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * Writes what Tomcat refuses before it looks for an application, a malformed path above all, as a problem instead of a
 * page. Public with a public constructor, because Tomcat makes it of its name.
 */
public final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding("UTF-8");
            response.getReporter()
                    .write("{\"type\":\"urn:tidemark:problem:bad-request\",\"title\":"
                            + "\"The request is malformed\",\"status\":" + status
                            + ",\"advice\":\"Correct the request.\"}");
            response.finishResponse();
        } catch (IOException e) {
            // nobody is there to be answered
        }
    }
}
