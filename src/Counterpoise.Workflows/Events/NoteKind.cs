namespace Counterpoise.Workflows.Events;

/// <summary>How much a note matters.</summary>
public enum NoteKind
{
    /// <summary>Something to know: what was found, what was decided.</summary>
    Information,

    /// <summary>Something that may make results worse or other than they seem.</summary>
    Warning,
}
