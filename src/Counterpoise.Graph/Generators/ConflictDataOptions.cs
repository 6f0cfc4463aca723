using Counterpoise.Options;

namespace Counterpoise.Graph.Generators;

/// <summary>How many networks and windows, and how rare conflicts are.</summary>
public sealed record ConflictDataOptions
{
    /// <summary>Networks, 3 or more; default 100.</summary>
    public int Topologies { get; init; } = 100;

    /// <summary>Windows of each network, 1 or more; default 40.</summary>
    public int Windows { get; init; } = 40;

    /// <summary>Share of windows with a conflict, in (0, 1); default 0.1. Windows are drawn until it is met.</summary>
    public double ConflictShare { get; init; } = 0.1;

    /// <summary>How networks are drawn.</summary>
    public TopologyOptions Topology { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(ConflictDataOptions))
            .Require(Topologies >= 3, nameof(Topologies), Topologies, "expected at least 3")
            .Require(Windows >= 1, nameof(Windows), Windows, "expected at least 1")
            .Require(ConflictShare is > 0 and < 1, nameof(ConflictShare), ConflictShare, "expected between 0 and 1")
            .ThrowIfAny();
        Topology.Validate();
    }
}
