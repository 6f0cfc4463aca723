using System.Text.Json;
using Counterpoise.Learning.Models;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Training;

/// <summary>
/// Everything a run needs to go on, in one safetensors file that is replaced as a whole: weights, projection, what the contrastive term learns, optimiser and
/// average as tensors under <c>model.</c>, <c>projection.</c>, <c>contrastive.</c>, <c>optimizer.</c> and <c>average.</c>, the <see cref="RunState"/> as its metadata.
/// </summary>
internal sealed class Checkpoint(EmbeddingClassifier model, ProjectionHead? projection, nn.Module? learnt, Optimizer optimizer, ExponentialMovingAverage? average)
{
    private const string StateKey = "counterpoise.run";

    public void Save(string path, RunState state)
    {
        using var scope = torch.NewDisposeScope();
        SafetensorsFile.Save(path, Tensors(), new Dictionary<string, string> { [StateKey] = JsonSerializer.Serialize(state) });
    }

    /// <exception cref="InvalidDataException">The file is not a checkpoint of this kind of run.</exception>
    public RunState Load(string path)
    {
        using var scope = torch.NewDisposeScope();
        using var archive = SafetensorsFile.Open(path);
        if (!archive.Metadata.TryGetValue(StateKey, out var text))
        {
            throw new InvalidDataException($"{path}: holds tensors but no run state, so it is no checkpoint of a run: give it as pretrained weights instead");
        }

        try
        {
            var state = JsonSerializer.Deserialize<RunState>(text) ?? throw new JsonException("null");
            Restore(archive.ToTensors(), state);
            return state;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{path}: the checkpoint does not fit this run: {exception.Message}", exception);
        }
    }

    /// <summary>Everything that is a tensor, by prefix and name.</summary>
    public OrderedDictionary<string, Tensor> Tensors()
    {
        var tensors = new OrderedDictionary<string, Tensor>();
        foreach (var (prefix, part) in Parts())
        {
            foreach (var (name, value) in part)
            {
                tensors.Add($"{prefix}.{name}", value);
            }
        }

        return tensors;
    }

    /// <summary>Takes over tensors as <see cref="Tensors"/> gives them, and the noise of a state.</summary>
    /// <exception cref="ArgumentException">A tensor is missing, is of another shape, or has no place here.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> tensors, RunState state)
    {
        IReadOnlyDictionary<string, Tensor> Part(string prefix) => tensors.Where(t => t.Key.StartsWith(prefix + ".", StringComparison.Ordinal)).ToDictionary(t => t.Key[(prefix.Length + 1)..], t => t.Value);
        model.LoadStateDict(Part("model"));
        projection?.LoadStateDict(Part("projection"));
        learnt?.LoadStateDict(Part("contrastive"));
        optimizer.LoadStateDict(Part("optimizer"));
        average?.LoadStateDict(Part("average"));
        model.RestoreNoise(state.Noise);
    }

    private IEnumerable<(string Prefix, IReadOnlyDictionary<string, Tensor> Tensors)> Parts()
    {
        yield return ("model", model.StateDict());
        yield return ("optimizer", optimizer.StateDict());
        if (projection is not null)
        {
            yield return ("projection", projection.StateDict());
        }

        if (learnt is not null)
        {
            yield return ("contrastive", learnt.StateDict());
        }

        if (average is not null)
        {
            yield return ("average", average.StateDict());
        }
    }
}
