using System.Text.RegularExpressions;
using Counterpoise.Options;

namespace Counterpoise.Deploy.CExport;

/// <summary>How C sources are written.</summary>
public sealed partial record CExportOptions
{
    /// <summary>Prefix of functions, constants and file names: a C identifier in lower case. Default <c>model</c>.</summary>
    public string Name { get; init; } = "model";

    /// <summary>Names of the outputs, in order; comments of the header. Null for numbers.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Inputs, quantized, whose outputs are written beside the sources, with a program that checks them. Null for none.</summary>
    public IReadOnlyList<sbyte[]>? GoldenInputs { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate() => new OptionsCheck(nameof(CExportOptions))
        .Require(Identifier().IsMatch(Name),
            $"{nameof(Name)} is '{Name}'; expected lower-case letters, digits and underscores, a letter first")
        .Require(GoldenInputs is null or { Count: > 0 }, $"{nameof(GoldenInputs)} is empty; expected at least one input, or null")
        .ThrowIfAny();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$")]
    private static partial Regex Identifier();
}
