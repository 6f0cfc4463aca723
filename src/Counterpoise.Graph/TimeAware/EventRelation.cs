namespace Counterpoise.Graph.TimeAware;

/// <summary>One kind of link from a new event to earlier ones.</summary>
/// <param name="Name">Its name, such as <c>same-ratee</c>.</param>
/// <param name="Kind">What links.</param>
/// <param name="Lookup">Roles of the new event whose entities are looked up, one or two; empty unless the kind is entities.</param>
/// <param name="Store">Roles under whose entities an event is stored, as many.</param>
public sealed record EventRelation(string Name, EventRelationKind Kind, IReadOnlyList<int> Lookup, IReadOnlyList<int> Store)
{
    /// <summary>The most earlier events, the last or nearest ones; default 10.</summary>
    public int Most { get; init; } = 10;

    /// <summary>How long ago an event may be, in seconds; default no limit.</summary>
    public double WindowSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>Ratings between users: same ratee, same rater, what the ratee gave, the answer to it, and the same minute.</summary>
    public static IReadOnlyList<EventRelation> Ratings { get; } =
    [
        new("same-ratee", EventRelationKind.Entities, [1], [1]),
        new("same-rater", EventRelationKind.Entities, [0], [0]),
        new("ratee-gave", EventRelationKind.Entities, [1], [0]),
        new("reciprocal", EventRelationKind.Entities, [1, 0], [0, 1]),
        new("same-minute", EventRelationKind.SameSpan, [], []) { WindowSeconds = 60 },
    ];

    /// <summary>Card rows without entities: the eight nearest of two hours, and the five before.</summary>
    public static IReadOnlyList<EventRelation> Card { get; } =
    [
        new("nearest", EventRelationKind.Nearest, [], []) { Most = 8, WindowSeconds = 7200 },
        new("previous", EventRelationKind.Previous, [], []) { Most = 5 },
    ];
}
