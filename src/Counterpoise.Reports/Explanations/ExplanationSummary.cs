using Counterpoise.Explanations;
using Counterpoise.Numerics;

namespace Counterpoise.Reports.Explanations;

/// <summary>What the report of an explained model is made of.</summary>
public sealed record ExplanationSummary
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>Where model and rows come from, in a sentence.</summary>
    public required string Origin { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Created { get; init; }

    /// <summary>The answer in one line.</summary>
    public required string Headline { get; init; }

    /// <summary>What else a reader must know. Default none.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];

    /// <summary>What the values add up to, such as <c>log-odds</c>.</summary>
    public required string Output { get; init; }

    /// <summary>Names of the classes.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Names of the columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Shapley values of the explained rows.</summary>
    public required Attribution Attribution { get; init; }

    /// <summary>
    /// Row-major [rows, columns]: where the row's value stands among those of the rows, 0 the least and 1 the largest; NaN for names.
    /// </summary>
    public required double[] Places { get; init; }

    /// <summary>The class of each explained row.</summary>
    public required IReadOnlyList<int> Labels { get; init; }

    /// <summary>The row that is explained by itself: its place among the explained rows.</summary>
    public required int Row { get; init; }

    /// <summary>Where that row stands in the data.</summary>
    public required string RowPlace { get; init; }

    /// <summary>What that row holds, one text per column.</summary>
    public required IReadOnlyList<string> RowTexts { get; init; }

    /// <summary>The classes that are drawn, such as the rare one of two.</summary>
    public required IReadOnlyList<int> ShownClasses { get; init; }

    /// <summary>The rows at each scale of a network that narrows them, each [rows, units]. Default none.</summary>
    public IReadOnlyList<DenseMatrix> Flow { get; init; } = [];

    /// <summary>The command that made it. Default empty: none.</summary>
    public string CommandLine { get; init; } = "";
}
