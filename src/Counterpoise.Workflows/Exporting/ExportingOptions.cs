using Counterpoise.Options;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.QuantizationAware;

namespace Counterpoise.Workflows.Exporting;

/// <summary>Which model is written, as what, and where.</summary>
public sealed record ExportingOptions
{
    /// <summary>A run's folder, its weight file, or a saved model of tables or on frozen features.</summary>
    public required string Model { get; init; }

    /// <summary>What it is written as.</summary>
    public required ExportFormat Format { get; init; }

    /// <summary>The file to write; for C a folder.</summary>
    public required string Output { get; init; }

    /// <summary>The images that the model was trained on, from whose training split int8 ranges are taken and on whose test split
    /// recalls are counted before and after. Needed for int8; null otherwise.</summary>
    public ImageDataOptions? Data { get; init; }

    /// <summary>Training images of each class that ranges are taken from, at least 1. Default 25.</summary>
    public int PerClass { get; init; } = 25;

    /// <summary>Share of values in percent that int8 ranges hold, above 50 and at most 100. Default 100.</summary>
    public double Percentile { get; init; } = 100;

    /// <summary>How the network is trained on with int8 in view before it is written, on the training split of <see cref="Data"/>; null,
    /// the default, quantizes it as it is.</summary>
    public QuantizationAwareOptions? QuantizationAware { get; init; }

    /// <summary>The class priors that probabilities are corrected to inside the file: <c>balanced</c>, or a number for each class such as
    /// <c>0.2/0.8</c>. Default null: none. For ONNX, and for C of tables.</summary>
    public string? Prior { get; init; }

    /// <summary>For C: the prefix of functions and files. Default <c>model</c>.</summary>
    public string Name { get; init; } = "model";

    /// <summary>For C of tables: whether it computes in single precision. Default false: in double.</summary>
    public bool IsSingle { get; init; }

    /// <summary>The seed of the run, which draws the split where the data names none.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate()
    {
        QuantizationAware?.Validate();
        new OptionsCheck(nameof(ExportingOptions))
            .Require(PerClass >= 1, nameof(PerClass), PerClass, "expected at least 1")
            .Require(Percentile is > 50 and <= 100, nameof(Percentile), Percentile, "expected above 50 and at most 100")
            .ThrowIfAny();
    }
}
