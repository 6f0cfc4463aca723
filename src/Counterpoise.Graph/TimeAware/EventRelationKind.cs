namespace Counterpoise.Graph.TimeAware;

/// <summary>What links an event with earlier ones.</summary>
public enum EventRelationKind
{
    /// <summary>Entities: those looked up in the new event are those under which the earlier one was stored.</summary>
    Entities,

    /// <summary>The same span of time of <see cref="EventRelation.WindowSeconds"/>, counted from 0.</summary>
    SameSpan,

    /// <summary>The last events, whoever took part.</summary>
    Previous,

    /// <summary>The nearest by features within the window.</summary>
    Nearest,

    /// <summary>One of the event's own features in the same bin of <see cref="EventRelation.BinWidth"/>, within the window.</summary>
    SameBin,
}
