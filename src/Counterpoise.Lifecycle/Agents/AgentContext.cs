using System.Globalization;
using Counterpoise.Lifecycle.Lineage;

namespace Counterpoise.Lifecycle.Agents;

/// <summary>What an agent works on.</summary>
public sealed record AgentContext
{
    /// <summary>The artifacts that it takes, in the order of <see cref="IAgent.Takes"/>, with their contents.</summary>
    public required IReadOnlyList<(Artifact Artifact, byte[] Content)> Inputs { get; init; }

    /// <summary>A value for every parameter.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Seed of all draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The content of the input of a kind.</summary>
    /// <param name="kind">A kind that the agent takes.</param>
    public byte[] Content(string kind) => Inputs.First(i => i.Artifact.Kind == kind).Content;

    /// <summary>The input of a kind.</summary>
    /// <param name="kind">A kind that the agent takes.</param>
    public Artifact Artifact(string kind) => Inputs.First(i => i.Artifact.Kind == kind).Artifact;

    /// <summary>A parameter that is a number.</summary>
    /// <param name="name">Its name.</param>
    public double Number(string name) => double.Parse(Parameters[name], CultureInfo.InvariantCulture);

    /// <summary>A parameter that is a whole number.</summary>
    /// <param name="name">Its name.</param>
    public int Whole(string name) => int.Parse(Parameters[name], CultureInfo.InvariantCulture);

    /// <summary>A parameter that is a list of texts, parted by commas.</summary>
    /// <param name="name">Its name.</param>
    public IReadOnlyList<string> List(string name) => Parameters[name]
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
