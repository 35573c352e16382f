package dev.drydock.client.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/** The ways in which a response says where its body ends. */
final class Bodies {
    private Bodies() {}

    /**
     * @param method of the request
     * @param head of the response
     * @param in the wire, right after the head
     * @return the body; its end is the body's end, and closing it doesn't touch the wire
     */
    static Body of(String method, ResponseHead head, WireInput in) throws WireException {
        if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
            return new OfLength(in, 0);
        }
        String coding = head.field("transfer-encoding");
        if (coding != null && coding.toLowerCase(Locale.ROOT).endsWith("chunked")) {
            return new Chunked(in);
        }
        // Docker Desktop's proxy says "identity", which means: until the connection closes.
        String length = coding == null ? head.field("content-length") : null;
        return length == null ? new UntilClose(in) : new OfLength(in, length(head, length));
    }

    private static long length(ResponseHead head, String text) throws WireException {
        List<String> all = head.fields().stream()
                .filter(field -> field.name().equals("content-length"))
                .map(ResponseHead.Field::value)
                .distinct()
                .toList();
        if (all.size() > 1 || !text.matches("[0-9]{1,18}")) {
            throw new WireException("the Content-Length makes no sense: " + all);
        }
        return Long.parseLong(text);
    }

    @SuppressWarnings("InputStreamSlowMultibyteRead") // The subclasses override it.
    abstract static class Body extends InputStream {
        final WireInput in;

        Body(WireInput in) {
            this.in = in;
        }

        @Override
        public final int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        /** Gives whether the body has ended, so that what comes next on the wire is the next response. */
        abstract boolean isEnded();

        /** Gives whether it ends before the connection does. */
        boolean isDelimited() {
            return true;
        }
    }

    private static final class UntilClose extends Body {
        UntilClose(WireInput in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return in.read(into, offset, length);
        }

        @Override
        boolean isEnded() {
            return false;
        }

        @Override
        boolean isDelimited() {
            return false;
        }
    }

    private static final class OfLength extends Body {
        private long left;

        OfLength(WireInput in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new WireException("the answer ended " + left + " bytes too early");
            }
            left -= count;
            return count;
        }

        @Override
        boolean isEnded() {
            return left == 0;
        }
    }

    private static final class Chunked extends Body {
        private static final int LINE = 8 * 1024;
        private long left;
        private boolean first = true;
        private boolean ended;

        Chunked(WireInput in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0 && !ended) {
                next();
            }
            if (ended) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new WireException("the answer ended in the middle of a chunk");
            }
            left -= count;
            return count + readOn(into, offset + count, length - count);
        }

        /** Takes what is here of the next chunks, too: engines make a chunk of each line of a log. */
        private int readOn(byte[] into, int offset, int length) throws IOException {
            int done = 0;
            while (left == 0 && done < length) {
                int size = in.nextChunkSize();
                if (size < 0) {
                    break;
                }
                int count = in.take(into, offset + done, Math.min(length - done, size));
                left = (long) size - count;
                done += count;
            }
            return done;
        }

        private void next() throws IOException {
            if (!first) {
                in.chunkEnd();
            }
            first = false;
            left = in.chunkSize();
            if (left == 0) {
                trailers();
                ended = true;
            }
        }

        @Override
        boolean isEnded() {
            return ended;
        }

        private void trailers() throws IOException {
            int allowed = ResponseHead.LIMIT;
            for (String line = line(); !line.isEmpty(); line = line()) {
                allowed -= line.length() + 1;
                if (allowed < 0) {
                    throw new WireException("the trailers are longer than allowed");
                }
            }
        }

        private String line() throws IOException {
            String line = in.line(LINE);
            if (line == null) {
                throw new WireException("the answer ended before its last chunk");
            }
            return line;
        }
    }
}
