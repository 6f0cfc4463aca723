using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Steps;

/// <summary>Where a model stands, to be moved away from and returned to: parameters, running statistics and noise.</summary>
internal sealed class ModelPoint
{
    private readonly nn.Module _model;
    private readonly (Tensor Parameter, Tensor Before, double Rate)[] _parameters;
    private readonly (Tensor Buffer, Tensor Before)[] _buffers;
    private readonly IReadOnlyDictionary<string, NoiseState> _noise;
    private Tensor?[] _direction = [];

    /// <param name="model">The model.</param>
    /// <param name="optimizer">Its optimiser.</param>
    /// <param name="rate">The rate of a group.</param>
    public ModelPoint(nn.Module model, Optimizer optimizer, Func<Optimizer, int, double> rate)
    {
        using var guard = torch.no_grad();
        _model = model;
        _parameters = [.. optimizer.Groups.SelectMany((g, i) => g.Parameters.Where(p => p.RequiresGrad)
            .Select(p => (p, p.Detach().Clone(), rate(optimizer, i))))];
        _buffers = [.. model.NamedBuffers().Select(b => (b.Value, b.Value.Clone()))];
        _noise = model.NoiseStates();
    }

    /// <summary>θ − η ∇; the gradients are forgotten.</summary>
    public void MoveAgainstGradient()
    {
        using var guard = torch.no_grad();
        foreach (var (parameter, _, rate) in _parameters)
        {
            if (parameter.Grad is { } gradient)
            {
                parameter.AddInPlace(gradient * -rate);
                parameter.Grad = null;
            }
        }

        Rewind();
    }

    /// <summary>Takes η ∇ as the direction of moves, and forgets the gradients.</summary>
    /// <returns>Its length; waits for the device.</returns>
    public double TakeDirection()
    {
        using var guard = torch.no_grad();
        _direction = [.. _parameters.Select(p => p.Parameter.Grad is { } gradient ? gradient * p.Rate : null)];
        foreach (var (parameter, _, _) in _parameters)
        {
            parameter.Grad = null;
        }

        var squares = _direction.OfType<Tensor>().Select(d => d.Double().Square().Sum()).ToArray();
        return squares.Length == 0 ? 0 : torch.stack(squares).Sum().Sqrt().ToDouble();
    }

    /// <summary>θ + s · direction.</summary>
    public void MoveAlong(double s)
    {
        using var guard = torch.no_grad();
        for (var i = 0; i < _parameters.Length; i++)
        {
            _parameters[i].Parameter.CopyFrom(_direction[i] is { } d ? _parameters[i].Before + (d * s) : _parameters[i].Before);
        }

        Rewind();
    }

    /// <summary>Back to where it stood.</summary>
    public void Restore()
    {
        using var guard = torch.no_grad();
        foreach (var (parameter, before, _) in _parameters)
        {
            parameter.CopyFrom(before);
        }

        Rewind();
    }

    private void Rewind()
    {
        foreach (var (buffer, before) in _buffers)
        {
            buffer.CopyFrom(before);
        }

        _model.RestoreNoise(_noise);
    }
}
