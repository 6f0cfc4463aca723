using Counterpoise.Options;

namespace Counterpoise.Deploy.Onnx;

/// <summary>What an ONNX file holds beside the network.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>Names of the classes, kept as metadata <c>classes</c> (a JSON array); null where they have none.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Added to the logits of each class before the softmax, ln of (new prior / training prior): prior correction. Null for none.
    /// </summary>
    public IReadOnlyList<double>? LogitShift { get; init; }

    /// <summary>Whether a softmax stands at the end, so that outputs are probabilities. Default true.</summary>
    public bool Softmax { get; init; } = true;

    /// <summary>Further metadata, by name.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Checks the values against a network.</summary>
    /// <param name="classes">Outputs of the network.</param>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate(int classes) => new OptionsCheck(nameof(OnnxExportOptions))
        .Require(Classes is null || Classes.Count == classes,
            $"{nameof(Classes)} has {Classes?.Count} names; expected {classes}, one for each output")
        .Require(LogitShift is null || (LogitShift.Count == classes && LogitShift.All(double.IsFinite)),
            $"{nameof(LogitShift)} has {LogitShift?.Count} numbers; expected {classes}, all finite")
        .ThrowIfAny();
}
