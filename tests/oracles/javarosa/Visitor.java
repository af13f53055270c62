// Walks a running form as a person does, question by question, and says what stands there.
import java.lang.reflect.*;
import java.util.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.data.*;
import org.javarosa.core.model.instance.*;
import org.javarosa.form.api.*;

class Visitor {
    private static final int TURNS = 20, DICE_TURNS = 6;

    final FormDef form;
    final FormEntryController controller;
    private final FormEntryModel model;
    private final List<String> asked = new ArrayList<>();
    private final Set<String> dropped = new HashSet<>();

    Visitor(FormDef form) {
        this.form = form;
        model = new FormEntryModel(form);
        controller = new FormEntryController(model);
    }

    /** The form four times: as it stands (RAW); visited (PLAIN); with what follows from the choices dropped then
     *  (SETTLED); with every rule and list computed again (FRESH). A stage like the one before it is left out.
     *  Then how many questions were asked otherwise before that (STALE), and all that is asked. */
    List<String> look() throws Exception {
        List<String> raw = leaves();
        visit(false);
        List<String> plain = leaves();
        settle();
        List<String> settled = leaves(), fresh = settled, stale = new ArrayList<>(asked);
        for (int turn = 0; turn < DICE_TURNS; turn++) {   // dice never fall the same
            computeEverything();
            settle();
            List<String> now = leaves();
            if (now.equals(fresh)) break;
            fresh = now;
        }
        stale.removeAll(asked);
        List<String> lines = labelled("RAW", raw);
        if (!plain.equals(raw)) lines.addAll(labelled("PLAIN", plain));
        if (!settled.equals(plain)) lines.addAll(labelled("SETTLED", settled));
        if (!fresh.equals(settled)) lines.addAll(labelled("FRESH", fresh));
        lines.add("STALE\t" + stale.size());
        lines.addAll(asked);
        return lines;
    }

    /** Relevant leaves: path, value. */
    List<String> leaves() {
        List<String> lines = new ArrayList<>();
        collect(form.getMainInstance().getRoot(), lines);
        return lines;
    }

    FormIndex index(String wanted) {
        for (int event = restart(); event != FormEntryController.EVENT_END_OF_FORM; event = controller.stepToNextEvent()) {
            if (event != FormEntryController.EVENT_QUESTION && event != FormEntryController.EVENT_REPEAT) continue;
            if (path(model.getFormIndex().getReference()).equals(wanted)) return model.getFormIndex();
        }
        throw new NoSuchElementException(wanted);
    }

    void addRepeat(String wanted) {
        for (int event = restart(); event != FormEntryController.EVENT_END_OF_FORM; event = controller.stepToNextEvent()) {
            if (event != FormEntryController.EVENT_PROMPT_NEW_REPEAT || !list().equals(wanted)) continue;
            controller.newRepeat();
            return;
        }
        throw new NoSuchElementException(wanted);
    }

    private int restart() {
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        return controller.stepToNextEvent();
    }

    private void settle() {
        for (int turn = 0; visit(true); turn++) {
            if (turn > TURNS) throw new IllegalStateException("drops a choice again and again");
        }
    }

    /** Visit every question: JavaRosa counts lists and drops choices no longer offered only then, and lets nothing
     *  follow from a dropped one; saving what is left makes it follow. Tells whether anything was saved. */
    private boolean visit(boolean saving) {
        boolean saved = false;
        asked.clear();
        for (int event = restart(); event != FormEntryController.EVENT_END_OF_FORM; event = controller.stepToNextEvent()) {
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT) asked.add("LIST\t" + list());
            if (event == FormEntryController.EVENT_QUESTION) saved |= ask(model.getFormIndex(), saving);
        }
        return saved;
    }

    private boolean ask(FormIndex index, boolean saving) {
        FormEntryPrompt prompt = model.getQuestionPrompt(index);
        TreeElement element = form.getMainInstance().resolveReference(index.getReference());
        String path = path(index.getReference()), had = text(element.getValue());
        StringBuilder line = new StringBuilder("ASK\t" + path + '\t' + prompt.getControlType() + '\t' + prompt.getDataType()
                + '\t' + (prompt.isRequired() ? 1 : 0) + '\t' + (prompt.isReadOnly() ? 1 : 0));
        List<SelectChoice> choices = prompt.getSelectChoices();
        if (choices != null) {
            for (SelectChoice choice : choices) {
                line.append('\t').append(escaped(choice.getValue())).append('\t').append(escaped(prompt.getSelectChoiceText(choice)));
            }
        }
        asked.add(line.toString());
        if (!text(element.getValue()).equals(had)) dropped.add(path);
        if (!saving || !dropped.remove(path)) return false;
        form.setValue(element.getValue(), index.getReference(), true);
        return true;
    }

    private void computeEverything() throws Exception {
        Method method = FormDef.class.getDeclaredMethod("initializeTriggerables", TreeReference.class);
        method.setAccessible(true);
        method.invoke(form, TreeReference.rootRef());
        forgetChoices(form);
    }

    /** Lists of choices are kept as long as the answers they read are the same, relevant or not. */
    private static void forgetChoices(IFormElement element) throws Exception {
        if (element instanceof QuestionDef && ((QuestionDef) element).getDynamicChoices() != null) {
            Field kept = ItemsetBinding.class.getDeclaredField("cachedFilteredChoiceList");
            kept.setAccessible(true);
            kept.set(((QuestionDef) element).getDynamicChoices(), null);
        }
        if (element.getChildren() == null) return;
        for (IFormElement child : element.getChildren()) forgetChoices(child);
    }

    private static List<String> labelled(String label, List<String> lines) {
        List<String> found = new ArrayList<>();
        for (String line : lines) found.add(label + '\t' + line);
        return found;
    }

    private void collect(TreeElement element, List<String> lines) {
        if (element.getMult() == TreeReference.INDEX_TEMPLATE || !element.isRelevant()) return;
        for (int i = 0; i < element.getNumChildren(); i++) collect(element.getChildAt(i), lines);
        if (element.getNumChildren() == 0) lines.add(path(element.getRef()) + '\t' + escaped(text(element.getValue())));
    }

    /** Path of the list to which the event offers an instance. */
    private String list() {
        TreeReference reference = model.getFormIndex().getReference();
        return path(reference.getParentRef()) + '/' + reference.getNameLast();
    }

    /** Path as the engine under test writes it: only instances of repeats carry an index. */
    private String path(TreeReference reference) {
        StringBuilder path = new StringBuilder();
        for (int depth = 1; depth <= reference.size(); depth++) {
            TreeReference above = reference.getSubReference(depth - 1);
            TreeElement element = form.getMainInstance().resolveReference(above);
            path.append('/').append(above.getNameLast());
            if (element != null && element.isRepeatable()) path.append('[').append(above.getMultLast() + 1).append(']');
        }
        return path.toString();
    }

    private static String text(IAnswerData value) {
        return value == null ? "" : value.uncast().getString();
    }

    static String escaped(String text) {
        return text == null ? "" : text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }

    static String unescaped(String text) {
        return text.translateEscapes();
    }
}
