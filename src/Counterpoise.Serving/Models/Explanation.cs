namespace Counterpoise.Serving.Models;

/// <summary>Why a model gives a class its probability.</summary>
/// <param name="Method"><c>grad-cam</c> or <c>kernel-shap</c>.</param>
/// <param name="Class">The class that is explained.</param>
/// <param name="Version">The model's version.</param>
internal sealed record Explanation(string Method, string Class, string Version)
{
    public const string GradCam = "grad-cam";
    public const string KernelShap = "kernel-shap";

    /// <summary>What the numbers or the picture show, in a sentence.</summary>
    public required string Meaning { get; init; }

    /// <summary>The probability of the class, before class priors are corrected.</summary>
    public required double Probability { get; init; }

    /// <summary>Of an image: the picture as the network sees it with its Grad-CAM over it, a PNG as a data URI.</summary>
    public string? Picture { get; init; }

    /// <summary>Of a row: the probability of the usual row.</summary>
    public double? Base { get; init; }

    /// <summary>Of a row: the SHAP value of each column, the largest first; with the base they add up to the probability.</summary>
    public IReadOnlyList<ExplainedColumn>? Columns { get; init; }
}
