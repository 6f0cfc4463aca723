namespace Counterpoise.Workflows.Events;

/// <summary>Something that a person should know.</summary>
/// <param name="Kind">How much it matters.</param>
/// <param name="Text">One sentence, without "warning".</param>
public sealed record Note(NoteKind Kind, string Text) : WorkflowEvent;
