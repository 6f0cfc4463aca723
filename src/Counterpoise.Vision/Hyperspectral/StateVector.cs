using System.Numerics;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>The 2^wires amplitudes of a circuit of RX gates and CNOT rings. Wire 0 is the highest bit of an amplitude's index.</summary>
internal sealed class StateVector
{
    private readonly int _wires;
    private readonly Complex[] _state;

    public StateVector(int wires)
    {
        (_wires, _state) = (wires, new Complex[1 << wires]);
        _state[0] = 1;
    }

    public double Norm => Math.Sqrt(_state.Sum(a => (a.Real * a.Real) + (a.Imaginary * a.Imaginary)));

    public void Run(ReadOnlySpan<double> angles, ReadOnlySpan<double> weights)
    {
        for (var wire = 0; wire < _wires; wire++)
        {
            RotateX(_state, wire, angles[wire]);
        }

        for (var start = 0; start < weights.Length; start += _wires)
        {
            for (var wire = 0; wire < _wires; wire++)
            {
                RotateX(_state, wire, weights[start + wire]);
            }

            for (var wire = 0; wire < _wires; wire++)
            {
                Flip(_state, wire, (wire + 1) % _wires);
            }
        }
    }

    public void Expectations(Span<double> target)
    {
        target.Clear();
        for (var i = 0; i < _state.Length; i++)
        {
            var share = (_state[i].Real * _state[i].Real) + (_state[i].Imaginary * _state[i].Imaginary);
            for (var wire = 0; wire < _wires; wire++)
            {
                target[wire] += (i & Bit(wire)) == 0 ? share : -share;
            }
        }
    }

    /// <summary>Gradients of Σ g_i ⟨Z_i⟩ by every angle; the state goes back to the start on the way.</summary>
    public void Adjoint(ReadOnlySpan<double> angles, ReadOnlySpan<double> weights, ReadOnlySpan<double> gradient, Span<double> ofAngles,
        Span<double> ofWeights)
    {
        var observed = new Complex[_state.Length];
        for (var i = 0; i < observed.Length; i++)
        {
            var scale = 0.0;
            for (var wire = 0; wire < _wires; wire++)
            {
                scale += (i & Bit(wire)) == 0 ? gradient[wire] : -gradient[wire];
            }

            observed[i] = scale * _state[i];
        }

        for (var start = weights.Length - _wires; start >= 0; start -= _wires)
        {
            for (var wire = _wires - 1; wire >= 0; wire--)
            {
                Flip(_state, wire, (wire + 1) % _wires);
                Flip(observed, wire, (wire + 1) % _wires);
            }

            for (var wire = _wires - 1; wire >= 0; wire--)
            {
                ofWeights[start + wire] = Undo(observed, wire, weights[start + wire]);
            }
        }

        for (var wire = _wires - 1; wire >= 0; wire--)
        {
            ofAngles[wire] = Undo(observed, wire, angles[wire]);
        }
    }

    /// <summary>d/dθ of RX(θ) = −i/2 X RX(θ), so that the derivative is Im⟨observed|X|state⟩; then the gate is taken off both.</summary>
    private double Undo(Complex[] observed, int wire, double angle)
    {
        var (bit, sum) = (Bit(wire), 0.0);
        for (var i = 0; i < _state.Length; i++)
        {
            var (o, s) = (observed[i], _state[i ^ bit]);
            sum += (o.Real * s.Imaginary) - (o.Imaginary * s.Real);
        }

        RotateX(_state, wire, -angle);
        RotateX(observed, wire, -angle);
        return sum;
    }

    private int Bit(int wire) => 1 << (_wires - 1 - wire);

    private void RotateX(Complex[] state, int wire, double angle)
    {
        var (cosine, sine) = (Math.Cos(angle / 2), Math.Sin(angle / 2));
        var bit = Bit(wire);
        for (var i = 0; i < state.Length; i++)
        {
            if ((i & bit) != 0)
            {
                continue;
            }

            // RX = [[c, −is], [−is, c]].
            var (a, b) = (state[i], state[i | bit]);
            state[i] = new Complex((cosine * a.Real) + (sine * b.Imaginary), (cosine * a.Imaginary) - (sine * b.Real));
            state[i | bit] = new Complex((sine * a.Imaginary) + (cosine * b.Real), (-sine * a.Real) + (cosine * b.Imaginary));
        }
    }

    private void Flip(Complex[] state, int control, int target)
    {
        var (on, bit) = (Bit(control), Bit(target));
        for (var i = 0; i < state.Length; i++)
        {
            if ((i & on) != 0 && (i & bit) == 0)
            {
                (state[i], state[i | bit]) = (state[i | bit], state[i]);
            }
        }
    }
}
