// Plays answers into JavaRosa and prints what it thinks; one command a line, one tab between its parts.
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.lang.reflect.Proxy;
import java.util.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.data.*;
import org.javarosa.core.model.instance.*;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.*;
import org.javarosa.form.api.*;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

public class Driver {
    static final Beside files = new Beside();
    static Visitor visitor;

    public static void main(String[] args) throws Exception {
        OutputStream pipe = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
        PrintStream out = new PrintStream(pipe, false, "UTF-8");
        System.setOut(new PrintStream(new ByteArrayOutputStream()));
        new XFormsModule().registerModule();
        PropertyManager.setPropertyManager((IPropertyManager) Proxy.newProxyInstance(   // this person's phone has no number
                Driver.class.getClassLoader(), new Class<?>[] {IPropertyManager.class}, (proxy, method, given) -> null));
        ReferenceManager.instance().addReferenceFactory(files);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null; ) {
            try {
                for (String answer : run(line.split("\t", -1))) out.println(answer);
            } catch (Throwable failure) {
                out.println("FAILED\t" + (failure + "").replaceAll("\\s+", " "));
            }
            out.println("END");
            out.flush();
        }
    }

    static List<String> run(String[] part) throws Exception {
        switch (part[0]) {
            case "NOW": return List.of("" + System.currentTimeMillis());
            case "FORM": return load(new File(part[1]));
            case "SET": return List.of("" + answer(visitor.index(part[1]), part[2]));
            case "ADD": visitor.addRepeat(part[1]); return List.of("0");
            case "REMOVE": visitor.controller.deleteRepeat(visitor.index(part[1])); return List.of("0");
            case "LOOK": return visitor.look();
            case "LEAVES": return visitor.leaves();
            case "TIME": return time(visitor.index(part[1]), Arrays.asList(part).subList(2, part.length));
            default: throw new IllegalArgumentException(part[0]);
        }
    }

    static List<String> load(File file) throws Exception {
        files.folder = file.getParentFile();
        FormDef form;
        try (InputStream in = new FileInputStream(file)) {
            form = XFormUtils.getFormFromInputStream(in);
        }
        form.initialize(true, new InstanceInitializationFactory());
        visitor = new Visitor(form);
        return List.of("0");
    }

    /** Answer a question; 0: taken, 1: required, 2: against its constraint. */
    static int answer(FormIndex index, String text) {
        return visitor.controller.answerQuestion(index, data(index, text), true);
    }

    static IAnswerData data(FormIndex index, String text) {
        if (text.isEmpty()) return null;
        FormEntryPrompt prompt = visitor.controller.getModel().getQuestionPrompt(index);
        return AnswerDataFactory.template(prompt.getControlType(), prompt.getDataType())
                .cast(new UncastData(Visitor.unescaped(text)));
    }

    /** Nanoseconds of each answer in turn, from the call until all that follows is computed. */
    static List<String> time(FormIndex index, List<String> texts) {
        List<String> spent = new ArrayList<>();
        for (String text : texts) {
            IAnswerData data = data(index, text);
            long start = System.nanoTime();
            visitor.controller.answerQuestion(index, data, true);
            spent.add("" + (System.nanoTime() - start));
        }
        return spent;
    }
}
