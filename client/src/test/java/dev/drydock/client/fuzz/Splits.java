package dev.drydock.client.fuzz;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/** The same bytes as a network may bring them: in one piece, one by one, and in pieces that the bytes themselves decide. */
final class Splits {
    private Splits() {}

    static List<Supplier<InputStream>> of(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        long seed = crc.getValue();
        return List.of(
                () -> new ByteArrayInputStream(bytes),
                () -> new Pieces(bytes, new Random(seed), 1),
                () -> new Pieces(bytes, new Random(seed), 64));
    }

    private static final class Pieces extends ByteArrayInputStream {
        private final Random sizes;
        private final int largest;

        Pieces(byte[] bytes, Random sizes, int largest) {
            super(bytes);
            this.sizes = sizes;
            this.largest = largest;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 1 + sizes.nextInt(1 + sizes.nextInt(largest))));
        }

        // Those of ByteArrayInputStream would hand out all at once.
        @Override
        public synchronized byte[] readAllBytes() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int readNBytes(byte[] into, int offset, int length) {
            int done = 0;
            while (done < length) {
                int count = read(into, offset + done, length - done);
                if (count < 0) {
                    break;
                }
                done += count;
            }
            return done;
        }
    }
}
