using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tabular.Gan;

/// <summary>Makes rows of noise and a class: two hidden layers, then tanh for a number and softmax for a category.</summary>
internal sealed class RowGenerator : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Linear _first, _second, _last;
    private readonly (int Width, bool IsCategory)[] _blocks;
    private readonly double _temperature;

    public RowGenerator(ConditionalGanOptions options, int classCount, IEnumerable<(int Width, bool IsCategory)> blocks)
        : base(nameof(RowGenerator))
    {
        // Neighbouring numbers are made together.
        _blocks = [.. Merge(blocks)];
        _temperature = options.Temperature;
        _first = this.AddChild("first", new Linear(options.Noise + classCount, options.Units));
        _second = this.AddChild("second", new Linear(options.Units, options.Units));
        _last = this.AddChild("last", new Linear(options.Units, _blocks.Sum(b => b.Width)));
    }

    /// <summary>Makes rows.</summary>
    /// <param name="input">[N, noise + C].</param>
    /// <param name="uniform">[N, width] uniform draws in (0, 1), which choose among categories.</param>
    public override Tensor forward(Tensor input, Tensor uniform)
    {
        using var scope = torch.NewDisposeScope();
        var raw = _last.forward(_second.forward(_first.forward(input).LeakyRelu(0.2)).LeakyRelu(0.2));
        var parts = new List<Tensor>();
        var at = 0;
        foreach (var (width, isCategory) in _blocks)
        {
            var part = raw.Narrow(1, at, width);
            parts.Add(isCategory ? ((part - (-uniform.Narrow(1, at, width).log()).log()) / _temperature).Softmax(1) : part.Tanh());
            at += width;
        }

        return scope.Keep(parts.Count == 1 ? parts[0].alias() : torch.cat(parts, 1));
    }

    protected override void RegisterComponents()
    {
    }

    private static IEnumerable<(int Width, bool IsCategory)> Merge(IEnumerable<(int Width, bool IsCategory)> blocks)
    {
        var numbers = 0;
        foreach (var (width, isCategory) in blocks)
        {
            if (!isCategory)
            {
                numbers += width;
                continue;
            }

            if (numbers > 0)
            {
                yield return (numbers, false);
                numbers = 0;
            }

            yield return (width, true);
        }

        if (numbers > 0)
        {
            yield return (numbers, false);
        }
    }
}
