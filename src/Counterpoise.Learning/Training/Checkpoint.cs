using System.Text.Json;
using Counterpoise.Files;
using Counterpoise.Learning.Observers;
using Counterpoise.Learning.Steps;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Training;

/// <summary>
/// Everything a run needs to go on, in one safetensors file that is replaced as a whole: the model, the step's other parts, optimisers,
/// average and observers as tensors under <c>model.</c>, each part's and optimiser's name, <c>average.</c> and <c>observer.NAME.</c>, the
/// <see cref="RunState"/> as its metadata.
/// </summary>
internal sealed class Checkpoint(ITrainingStep step, ExponentialMovingAverage? average)
{
    private const string StateKey = "counterpoise.run";

    /// <summary>The observers whose state is kept.</summary>
    public IReadOnlyList<ITrainingObserver> Observers { get; set; } = [];

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
            throw new InvalidDataException(
                $"{path}: holds tensors but no run state, so it is no checkpoint of a run: give it as pretrained weights instead");
        }

        try
        {
            var state = JsonSerializer.Deserialize<RunState>(text) ?? throw new JsonException("null");
            FileFormat.Require(path, Math.Max(state.Format, 1), RunState.CurrentFormat, "train into a new folder");
            if (state is { Format: not RunState.CurrentFormat, Batch: > 0 })
            {
                throw new InvalidDataException(
                    $"{path}: an earlier version was interrupted within epoch {state.Epoch + 1}, whose sums are kept otherwise now: end "
                    + $"that epoch with the version that began it, or train into a new folder");
            }

            Restore(archive.ToTensors(), state);
            return state;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or KeyNotFoundException or StateDictException)
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
        IReadOnlyDictionary<string, Tensor> Part(string prefix) => tensors
            .Where(t => t.Key.StartsWith(prefix + ".", StringComparison.Ordinal))
                .ToDictionary(t => t.Key[(prefix.Length + 1)..], t => t.Value);
        foreach (var (name, module) in Modules())
        {
            module.LoadStateDict(Part(name));
        }

        foreach (var (name, optimizer) in step.Optimizers)
        {
            optimizer.LoadStateDict(Part(name));
        }

        average?.LoadStateDict(Part("average"));
        using var guard = torch.no_grad();
        foreach (var observer in Observers)
        {
            var kept = Part($"observer.{observer.Name}");
            foreach (var (name, own) in observer.State)
            {
                own.CopyFrom(kept[name]);
            }
        }

        RestoreNoise(state.Noise);
    }

    /// <summary>Where the noise of every dropout stands: of the model by its name, of a part by part and name.</summary>
    public IReadOnlyDictionary<string, NoiseState> NoiseStates() => Noise().ToDictionary(n => n.Key, n => n.Value);

    /// <summary>Puts every dropout where <see cref="NoiseStates"/> was called.</summary>
    public void RestoreNoise(IReadOnlyDictionary<string, NoiseState> noise)
    {
        step.Model.RestoreNoise(noise);
        foreach (var (name, part) in step.Parts)
        {
            var prefix = name + "/";
            part.RestoreNoise(noise.Where(n => n.Key.StartsWith(prefix, StringComparison.Ordinal))
                .ToDictionary(n => n.Key[prefix.Length..], n => n.Value));
        }
    }

    private IEnumerable<KeyValuePair<string, NoiseState>> Noise() => step.Model.NoiseStates()
        .Concat(step.Parts.SelectMany(part => part.Value.NoiseStates().Select(n => KeyValuePair.Create($"{part.Key}/{n.Key}", n.Value))));

    private IEnumerable<(string Name, nn.Module Module)> Modules() =>
        step.Parts.Select(p => (p.Key, p.Value)).Prepend(("model", step.Model));

    private IEnumerable<(string Prefix, IReadOnlyDictionary<string, Tensor> Tensors)> Parts()
    {
        foreach (var (name, module) in Modules())
        {
            yield return (name, module.StateDict());
        }

        foreach (var (name, optimizer) in step.Optimizers)
        {
            yield return (name, optimizer.StateDict());
        }

        if (average is not null)
        {
            yield return ("average", average.StateDict());
        }

        foreach (var observer in Observers.Where(o => o.State.Count > 0))
        {
            yield return ($"observer.{observer.Name}", observer.State);
        }
    }
}
