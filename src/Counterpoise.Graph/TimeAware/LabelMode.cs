namespace Counterpoise.Graph.TimeAware;

/// <summary>Which labels a score may rest on, beside those a model was trained with.</summary>
public enum LabelMode
{
    /// <summary>None: only what an event shows when it happens.</summary>
    None,

    /// <summary>Labels of earlier events that were known by then, after the delay.</summary>
    PastKnown,

    /// <summary>All labels, later ones and the event's own among them: a demonstration of a leak, never a result.</summary>
    Leaky,
}
