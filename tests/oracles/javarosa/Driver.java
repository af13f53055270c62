// Plays answers into JavaRosa and prints what it thinks; one command a line, one tab between its parts.
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.data.*;
import org.javarosa.core.model.instance.*;
import org.javarosa.form.api.*;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

public class Driver {
    static FormDef form;
    static FormEntryController controller;

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        System.setOut(new PrintStream(new ByteArrayOutputStream()));
        new XFormsModule().registerModule();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null; ) {
            String[] part = line.split("\t", -1);
            try {
                for (String answer : run(part)) out.println(answer);
            } catch (Throwable failure) {
                out.println("FAILED\t" + (failure.getMessage() + "").replaceAll("\\s+", " "));
            }
            out.println("END");
        }
    }

    static List<String> run(String[] part) throws Exception {
        switch (part[0]) {
            case "NOW": return List.of("" + System.currentTimeMillis());
            case "FORM": return load(part[1]);
            case "SET": return List.of("" + answer(part[1], part[2]));
            case "ADD": return List.of("" + add(part[1]));
            case "REMOVE": controller.deleteRepeat(index(part[1])); return List.of("0");
            case "DUMP": return dump();
            default: throw new IllegalArgumentException(part[0]);
        }
    }

    static List<String> load(String file) throws Exception {
        try (InputStream in = new FileInputStream(file)) {
            form = XFormUtils.getFormFromInputStream(in);
        }
        form.initialize(true, new InstanceInitializationFactory());
        controller = new FormEntryController(new FormEntryModel(form));
        return List.of("0");
    }

    /** Path as the engine under test writes it: only instances of repeats carry an index. */
    static String path(TreeReference reference) {
        StringBuilder path = new StringBuilder();
        for (int depth = 1; depth <= reference.size(); depth++) {
            TreeReference above = reference.getSubReference(depth - 1);
            TreeElement element = form.getMainInstance().resolveReference(above);
            path.append('/').append(above.getNameLast());
            if (element != null && element.isRepeatable()) path.append('[').append(above.getMultLast() + 1).append(']');
        }
        return path.toString();
    }

    static FormIndex index(String wanted) {
        FormEntryModel model = controller.getModel();
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        for (int event = controller.stepToNextEvent(); event != FormEntryController.EVENT_END_OF_FORM;
                event = controller.stepToNextEvent()) {
            FormIndex index = model.getFormIndex();
            if (event == FormEntryController.EVENT_QUESTION || event == FormEntryController.EVENT_REPEAT) {
                if (path(index.getReference()).equals(wanted)) return index;
            }
        }
        throw new NoSuchElementException(wanted);
    }

    static int answer(String wanted, String text) {
        FormIndex index = index(wanted);
        if (text.isEmpty()) return controller.answerQuestion(index, null, true);
        FormEntryPrompt prompt = controller.getModel().getQuestionPrompt(index);
        IAnswerData data = AnswerDataFactory.template(prompt.getControlType(), prompt.getDataType());
        return controller.answerQuestion(index, data.cast(new UncastData(text)), true);
    }

    static int add(String repeat) {
        FormEntryModel model = controller.getModel();
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        for (int event = controller.stepToNextEvent(); event != FormEntryController.EVENT_END_OF_FORM;
                event = controller.stepToNextEvent()) {
            TreeReference reference = model.getFormIndex().getReference();
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT
                    && (path(reference.getParentRef()) + "/" + reference.getNameLast()).equals(repeat)) {
                controller.newRepeat();
                return 0;
            }
        }
        throw new NoSuchElementException(repeat);
    }

    static List<String> dump() {
        for (boolean again = true; again; ) again = visit();
        List<String> lines = new ArrayList<>();
        dump(form.getMainInstance().getRoot(), lines);
        return lines;
    }

    /** Visit every question: JavaRosa drops a choice no longer offered only then, and lets nothing follow from it;
     *  saving what is left makes it follow. Tells whether anything was dropped. */
    static boolean visit() {
        boolean dropped = false;
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        for (int event = controller.stepToNextEvent(); event != FormEntryController.EVENT_END_OF_FORM;
                event = controller.stepToNextEvent()) {
            if (event != FormEntryController.EVENT_QUESTION) continue;
            FormIndex index = controller.getModel().getFormIndex();
            TreeElement element = form.getMainInstance().resolveReference(index.getReference());
            String before = text(element.getValue());
            controller.getModel().getQuestionPrompt().getSelectChoices();
            if (text(element.getValue()).equals(before)) continue;
            form.setValue(element.getValue(), index.getReference(), true);
            dropped = true;
        }
        return dropped;
    }

    static String text(IAnswerData value) {
        return value == null ? "" : value.uncast().getString().replaceAll("\\s+", " ");
    }

    static void dump(TreeElement element, List<String> lines) {
        if (element.getMult() == TreeReference.INDEX_TEMPLATE) return;
        for (int i = 0; i < element.getNumChildren(); i++) dump(element.getChildAt(i), lines);
        if (element.getNumChildren() > 0) return;
        lines.add("NODE\t" + path(element.getRef()) + "\t" + (element.isRelevant() ? 1 : 0) + "\t"
                + text(element.getValue()));
    }
}
