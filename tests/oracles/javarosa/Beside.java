// Finds what a form names as jr://…/name beside the form itself.
import java.io.*;
import org.javarosa.core.reference.*;

class Beside extends PrefixedRootFactory {
    File folder;

    Beside() {
        super(new String[] {"file", "file-csv", "images", "audio", "video"});
    }

    @Override
    protected Reference factory(String terminal, String uri) {
        File file = new File(folder, new File(terminal).getName());
        return new Reference() {
            public boolean doesBinaryExist() { return file.exists(); }
            public InputStream getStream() throws IOException { return new FileInputStream(file); }
            public String getURI() { return uri; }
            public String getLocalURI() { return file.getAbsolutePath(); }
            public boolean isReadOnly() { return true; }
            public OutputStream getOutputStream() throws IOException { throw new IOException(uri); }
            public void remove() throws IOException { throw new IOException(uri); }
            public Reference[] probeAlternativeReferences() { return new Reference[0]; }
        };
    }
}
