using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Mcp;

/// <summary>What a server of the Model Context Protocol may touch.</summary>
public sealed record McpServingOptions
{
    /// <summary>The folder within which all files and stores must lie, links followed.</summary>
    public required string Root { get; init; }

    /// <summary>
    /// Whether <c>deploy</c> and <c>rollback</c> are offered; false by default. Each asks the person at the client first, and is refused
    /// where the client cannot ask.
    /// </summary>
    public bool AllowsDeployment { get; init; }

    /// <summary>Runs that work at the same time, at least 1; 2 by default.</summary>
    public int MostRuns { get; init; } = 2;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(McpServingOptions))
        .Require(Directory.Exists(Root), $"Root is '{Root}', expected a folder that is there")
        .Require(MostRuns >= 1, $"MostRuns is {MostRuns}, expected at least 1")
        .ThrowIfAny();
}
