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

    /// <summary>Which of the event's own features is put into bins, from 0; for <see cref="EventRelationKind.SameBin"/> alone.</summary>
    public int Feature { get; init; }

    /// <summary>
    /// Width of a bin, above 0; bins begin at multiples of it. Default 1. Bins of a width, unlike quantiles of a file, know nothing of
    /// later events.
    /// </summary>
    public double BinWidth { get; init; } = 1;

    /// <summary>Ratings between users: same ratee, same rater, what the ratee gave, the answer to it, and the same minute.</summary>
    public static IReadOnlyList<EventRelation> Ratings { get; } =
    [
        new("same-ratee", EventRelationKind.Entities, [1], [1]),
        new("same-rater", EventRelationKind.Entities, [0], [0]),
        new("ratee-gave", EventRelationKind.Entities, [1], [0]),
        new("reciprocal", EventRelationKind.Entities, [1, 0], [0, 1]),
        new("same-minute", EventRelationKind.SameSpan, [], []) { WindowSeconds = 60 },
    ];

    /// <summary>
    /// Card rows without entities: the eight nearest of two hours, the last ten of about the same amount within an hour (fifty bins of
    /// log(1 + Amount) up to 22,000), and the five before.
    /// </summary>
    public static IReadOnlyList<EventRelation> Card { get; } =
    [
        new("nearest", EventRelationKind.Nearest, [], []) { Most = 8, WindowSeconds = 7200 },
        new("same-amount", EventRelationKind.SameBin, [], []) { WindowSeconds = 3600, Feature = 28, BinWidth = 0.2 },
        new("previous", EventRelationKind.Previous, [], []) { Most = 5 },
    ];
}
