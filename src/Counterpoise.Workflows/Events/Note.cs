using Counterpoise.Messages;

namespace Counterpoise.Workflows.Events;

/// <summary>Something that a person should know.</summary>
/// <param name="Kind">How much it matters.</param>
/// <param name="Text">One sentence, without "warning".</param>
public sealed record Note(NoteKind Kind, Message Text) : WorkflowEvent
{
    /// <summary>Whether it is about copies of images on two sides of a split, which reports tell as well. Default false.</summary>
    public bool IsAboutCopies { get; init; }
}
