using Counterpoise.Learning.Objectives;
using Counterpoise.Torch;

namespace Counterpoise.Learning.Training;

/// <summary>Sums over an epoch's batches; those of tensors stay on their device in float64 until they are asked for.</summary>
internal sealed class RunningTotals : IDisposable
{
    private readonly Dictionary<string, double> _numbers;
    private string[] _names = [];
    private Tensor? _sums;
    private int _batches;

    public RunningTotals(EpochTotals before) => (_batches, _numbers) = (before.Batches, before.Sums.ToDictionary());

    public void Add(LossTerms terms)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        if (_sums is null)
        {
            _names = [EpochTotals.Loss, .. terms.Terms.Keys];
            _sums = Tensor.FromArray(Array.ConvertAll(_names, Take)).To(terms.Total.Device).DetachFromDisposeScope();
        }

        _sums.AddInPlace(torch.stack([.. terms.Terms.Values.Prepend(terms.Total).Select(t => t.Detach().Double().Reshape([]))]));
        foreach (var (name, value) in terms.Means.Concat(terms.Counts))
        {
            _numbers[name] = _numbers.GetValueOrDefault(name) + value;
        }

        _batches++;
    }

    /// <summary>The sums; waits for the device.</summary>
    public EpochTotals Read()
    {
        var sums = new Dictionary<string, double>(_numbers);
        foreach (var (name, value) in _names.Zip(_sums?.ToArray<double>() ?? []))
        {
            sums[name] = value;
        }

        return new EpochTotals { Batches = _batches, Sums = sums };
    }

    public void Dispose() => _sums?.Dispose();

    /// <summary>Moves what a checkpoint held of a name from the numbers to the tensor.</summary>
    private double Take(string name)
    {
        var value = _numbers.GetValueOrDefault(name);
        _numbers.Remove(name);
        return value;
    }
}
