package io.tidemark.api.rpc;

import com.alibaba.com.caucho.hessian.io.Hessian2Output;
import com.alibaba.com.caucho.hessian.io.SerializerFactory;
import io.tidemark.rpc.MetricsService;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Calls over the classic protocol as somebody does who keeps to none of Dubbo's rules. */
final class RawCall {

    private static final int MAGIC = 0xdabb;
    private static final int REQUEST_TWO_WAY_HESSIAN2 = 0x80 | 0x40 | 2;
    private static final int SOON_MS = 10_000;

    private RawCall() {}

    /** What is answered to a call with this attached to it. */
    static String withAttachment(int port, Object attachment) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Hessian2Output hessian = new Hessian2Output(body);
        SerializerFactory anything = new SerializerFactory();
        hessian.setSerializerFactory(anything);
        for (String text : new String[] {
            "2.0.2", MetricsService.class.getName(), MetricsService.VERSION, "getCounter", "Ljava/lang/String;"
        }) {
            hessian.writeString(text);
        }
        hessian.writeObject("user_login");
        hessian.writeObject(new HashMap<>(Map.of("path", MetricsService.class.getName(), "more", attachment)));
        hessian.flush();
        return exchange(port, body.toByteArray());
    }

    private static String exchange(int port, byte[] body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(SOON_MS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(MAGIC);
            out.writeByte(REQUEST_TWO_WAY_HESSIAN2);
            out.writeByte(0);
            out.writeLong(1);
            out.writeInt(body.length);
            out.write(body);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.skipNBytes(12);
            return new String(in.readNBytes(in.readInt()), StandardCharsets.ISO_8859_1);
        }
    }
}
