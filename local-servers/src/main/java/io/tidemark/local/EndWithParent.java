package io.tidemark.local;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Runs a program in a JVM that ends when its standard input does: then its parent is gone, however that ended. */
final class EndWithParent {

    private EndWithParent() {}

    /** With the name of the program's class, then the program's own arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(EndWithParent::haltAtEnd, "end-with-parent");
        watch.setDaemon(true);
        watch.start();
        Method main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true); // also of a class that is not public, as the java command does
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1); // threads that it has started may still be there
        }
    }

    private static void haltAtEnd() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever sent
            }
        } catch (IOException e) {
            // as good as its end
        }
        Runtime.getRuntime().halt(1);
    }
}
