using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.Graph.TimeAware;

/// <summary>What is compared on events in time.</summary>
public sealed record EventComparisonOptions
{
    /// <summary>The arms that train networks, in order; default all of <see cref="Networks"/>.</summary>
    public IReadOnlyList<string> Arms { get; init; } = Networks;

    /// <summary>The network and its training.</summary>
    public TimeAwareOptions Network { get; init; } = new();

    /// <summary>Seeds, one or more; default 1 to 5.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [1, 2, 3, 4, 5];

    /// <summary>Share of the latest events on which arms are judged, in (0, 1); default 0.2.</summary>
    public double TestShare { get; init; } = 0.2;

    /// <summary>Share of events before those on which epochs and thresholds are chosen; default 0.2.</summary>
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>
    /// The network; without time; with all relations as one; without contrast; on shuffled edges; a perceptron on the same features; a mean
    /// over all neighbours (GraphSAGE).
    /// </summary>
    public static IReadOnlyList<string> Networks { get; } = ["network", "no-time", "no-relations", "no-contrast", "shuffled", "mlp",
        "sage"];

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(EventComparisonOptions))
            .Require(Seeds.Count > 0, $"{new SettingPart(nameof(Seeds))} is empty; expected at least one")
            .Require(Arms.All(Networks.Contains),
                $"{nameof(Arms)} is {string.Join(", ", Arms)}; expected some of {string.Join(", ", Networks)}")
            .Require(TestShare > 0 && ValidationShare > 0 && TestShare + ValidationShare < 1,
                $"{nameof(TestShare)} is {TestShare} and {nameof(ValidationShare)} {ValidationShare}; expected both above 0 and a sum "
                + $"below 1")
            .ThrowIfAny();
        Network.Validate();
    }
}
