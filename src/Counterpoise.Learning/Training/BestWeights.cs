using Counterpoise.Learning.Runs;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;

namespace Counterpoise.Learning.Training;

/// <summary>The weights of the best epoch so far: in the run's folder, or in memory without one.</summary>
internal sealed class BestWeights(nn.Module model, RunFolder? run)
{
    private Dictionary<string, Tensor>? _kept;

    /// <summary>Keeps the weights as they are now: while averaged ones are in force, those.</summary>
    public void Keep()
    {
        if (run is not null)
        {
            SafetensorsFile.Save(run.BestCheckpoint, model.StateDict(), run.ModelMetadata);
            return;
        }

        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        Drop();
        _kept = model.StateDict().ToDictionary(t => t.Key, t => t.Value.Detach().Clone().DetachFromDisposeScope());
    }

    public void Restore()
    {
        using var scope = torch.NewDisposeScope();
        if (run is not null)
        {
            if (!File.Exists(run.BestCheckpoint))
            {
                throw new FileNotFoundException(
                    $"{run.BestCheckpoint} is gone, though an epoch was the best before: put it back, or train into a new folder",
                    run.BestCheckpoint);
            }

            model.LoadStateDict(SafetensorsFile.Load(run.BestCheckpoint));
        }
        else if (_kept is not null)
        {
            model.LoadStateDict(_kept);
            Drop();
        }
    }

    private void Drop()
    {
        foreach (var tensor in _kept?.Values.AsEnumerable() ?? [])
        {
            tensor.Dispose();
        }

        _kept = null;
    }
}
