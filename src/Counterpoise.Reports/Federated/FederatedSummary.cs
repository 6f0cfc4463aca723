namespace Counterpoise.Reports.Federated;

/// <summary>What a report of federations is made of.</summary>
public sealed record FederatedSummary
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>What the data is and how it was dealt to clients. It stands under the heading.</summary>
    public required string Origin { get; init; }

    /// <summary>The day the report was made.</summary>
    public required DateOnly Created { get; init; }

    /// <summary>The answer in one short sentence.</summary>
    public required string Headline { get; init; }

    /// <summary>What the answer rests on and what to mind, a sentence each.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];

    /// <summary>C names.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>The clients with their rows of each class.</summary>
    public required IReadOnlyList<FederatedClientRows> Clients { get; init; }

    /// <summary>What was compared; at least one.</summary>
    public required IReadOnlyList<FederatedCurve> Arms { get; init; }

    /// <summary>The command that makes the results again; empty leaves it out.</summary>
    public string CommandLine { get; init; } = "";
}
