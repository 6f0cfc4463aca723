using System.Text.Json;
using System.Text.Json.Serialization;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>A trained network for pixels with all that predicting needs, in one safetensors file whose metadata say the rest.</summary>
/// <param name="Network">The network, in eval mode; it is disposed with the model.</param>
/// <param name="Scaling">How bands are standardised.</param>
/// <param name="ClassNames">The classes.</param>
/// <param name="Columns">Of a table of neighbourhoods its columns, in their order; empty for patches.</param>
/// <param name="CommandLine">The command that trained it.</param>
public sealed record HyperspectralModel(HyperspectralNetwork Network, BandScaling Scaling, IReadOnlyList<string> ClassNames,
    IReadOnlyList<string> Columns, string CommandLine) : IDisposable
{
    private const string Kind = "hyperspectral-pixels-1", AnyKind = "hyperspectral-pixels-";
    private const int MostWidth = 65_536;

    private static readonly JsonSerializerOptions s_format = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Whether a file holds such a model, of this version or another; false for what is not there.</summary>
    /// <param name="path">The file.</param>
    public static bool Is(string path) =>
        SafetensorsFile.TextOf(path, "kind")?.StartsWith(AnyKind, StringComparison.Ordinal) == true;

    /// <summary>Writes the model, whole or not at all.</summary>
    /// <param name="path">The file, which ends in <c>.safetensors</c>; an existing one is replaced.</param>
    public void Save(string path) => SafetensorsFile.Save(path, Network.StateDict(), new Dictionary<string, string>
    {
        ["kind"] = Kind,
        ["network"] = JsonSerializer.Serialize(Network.Options, s_format),
        ["means"] = JsonSerializer.Serialize(Scaling.Means),
        ["deviations"] = JsonSerializer.Serialize(Scaling.Deviations),
        ["classes"] = JsonSerializer.Serialize(ClassNames),
        ["columns"] = JsonSerializer.Serialize(Columns),
        ["command_line"] = CommandLine,
    });

    /// <summary>Reads a model.</summary>
    /// <param name="path">A file of <see cref="Save"/>.</param>
    /// <exception cref="WeightFileException">The file is damaged, of another version, or holds another kind of model.</exception>
    public static HyperspectralModel Load(string path)
    {
        using var archive = SafetensorsFile.Open(path);
        var kind = archive.Metadata.GetValueOrDefault("kind", "none");
        if (kind != Kind)
        {
            throw new WeightFileException(path, $"a model of kind '{kind}'",
                kind.StartsWith(AnyKind, StringComparison.Ordinal)
                    ? $"one of kind '{Kind}': use the program that wrote it, or train the model again"
                    : $"one of kind '{Kind}', as counterpoise hyperspectral --model writes");
        }

        var shape = Part<HyperspectralOptions>("network");
        var scaling = new BandScaling(Part<double[]>("means"), Part<double[]>("deviations"));
        var (classes, columns) = (Part<string[]>("classes"), Part<string[]>("columns"));
        if (shape.Bands != scaling.Means.Count || shape.Bands != scaling.Deviations.Count || shape.Classes != classes.Length
            || shape.Width > MostWidth || shape.States > MostWidth || !scaling.Deviations.All(d => d > 0 && double.IsFinite(d))
            || !scaling.Means.All(double.IsFinite) || classes.Distinct().Count() < classes.Length)
        {
            throw new WeightFileException(path, $"{shape.Bands} bands with {scaling.Means.Count} means, and {shape.Classes} classes with "
                + $"{classes.Length} names", "as many of each, finite means, deviations above 0 and different names");
        }

        HyperspectralNetwork network;
        try
        {
            network = new HyperspectralNetwork(shape).Initialize(0);
        }
        catch (ArgumentException fault)
        {
            throw new WeightFileException(path, $"a network that cannot be: {fault.Message}", "what counterpoise hyperspectral writes");
        }

        try
        {
            using var scope = torch.NewDisposeScope();
            var state = archive.ToTensors();
            if (state.Values.Any(t => t.Type == ScalarType.Float64))
            {
                network.To(ScalarType.Float64);
            }

            network.LoadStateDict(state);
            network.Eval();
            return new(network, scaling, classes, columns, archive.Metadata.GetValueOrDefault("command_line", ""));
        }
        catch
        {
            network.Dispose();
            throw;
        }

        T Part<T>(string name)
        {
            try
            {
                return archive.Metadata.TryGetValue(name, out var text) && JsonSerializer.Deserialize<T>(text, s_format) is { } part ? part
                    : throw new WeightFileException(path, $"no '{name}' among the metadata", "what counterpoise hyperspectral writes");
            }
            catch (JsonException fault)
            {
                throw new WeightFileException(path, $"'{name}' that cannot be read ({fault.Message})",
                    "what counterpoise hyperspectral writes");
            }
        }
    }

    /// <summary>Probabilities of every pixel, row-major [N · H · W, C], in the order of patches and pixels.</summary>
    /// <param name="patches">Patches as they are, not standardised.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="ArgumentException">They have another number of bands.</exception>
    public double[] Predict(PixelPatches patches, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(patches);
        var own = Scaling.Apply(patches) with { Labels = new long[patches.Labels.Length], ClassNames = ClassNames };
        return PixelTraining.Predict(Network, own, [.. Enumerable.Range(0, own.Count)], cancellationToken).Probabilities;
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();
}
