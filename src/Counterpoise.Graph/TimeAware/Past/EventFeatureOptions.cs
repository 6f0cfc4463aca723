using Counterpoise.Options;

namespace Counterpoise.Graph.TimeAware;

/// <summary>What is computed of an event's past.</summary>
public sealed record EventFeatureOptions
{
    /// <summary>Which labels may be used; default <see cref="LabelMode.PastKnown"/>.</summary>
    public LabelMode Labels { get; init; } = LabelMode.PastKnown;

    /// <summary>
    /// Seconds until a label is known, 0 or more; default 0. A label of an event is never known to one of the same moment.
    /// </summary>
    public double DelaySeconds { get; init; }

    /// <summary>Whether an entity is the same in all roles, as users who rate and are rated; default true.</summary>
    public bool SharedEntities { get; init; } = true;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">A value lies outside its range.</exception>
    public void Validate() => new OptionsCheck(nameof(EventFeatureOptions))
        .Require(double.IsFinite(DelaySeconds) && DelaySeconds >= 0,
            nameof(DelaySeconds), DelaySeconds, "expected 0 or more")
        .ThrowIfAny();
}
