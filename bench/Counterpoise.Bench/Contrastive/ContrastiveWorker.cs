using System.Globalization;
using Counterpoise.Learning.Losses;
using Counterpoise.Torch;

namespace Counterpoise.Bench.Contrastive;

/// <summary>Loss and gradient of so many embeddings of ten classes, by our kernel or by the straightforward program.</summary>
internal static class ContrastiveWorker
{
    private const int Width = 128;
    private const int Classes = 10;
    private const double Temperature = 0.1;

    internal static int Run(string side, string rows)
    {
        var count = long.Parse(rows, CultureInfo.InvariantCulture);
        if (side == "Ours")
        {
            KeptMemory.Keep();
        }

        torch.random.manual_seed(1);
        var loss = new SupervisedContrastive();
        var embeddings = torch.randn(count, Width).requires_grad_();
        var labels = torch.randint(0, Classes, [count], dtype: ScalarType.Int64);
        Func<Tensor> forward = side == "Ours" ? () => loss.Loss(embeddings, labels, Temperature) : () =>
            StraightforwardSupCon.Loss(embeddings, labels, Temperature);
        return Peer.Serve(() =>
        {
            using var scope = torch.NewDisposeScope();
            embeddings.grad = null;
            forward().backward();
        });
    }
}
