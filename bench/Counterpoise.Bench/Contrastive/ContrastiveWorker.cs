using System.Globalization;
using Counterpoise.Learning.Losses;
using Counterpoise.Torch;

namespace Counterpoise.Bench.Contrastive;

/// <summary>Our side: loss and gradient of so many embeddings of ten classes.</summary>
internal static class ContrastiveWorker
{
    internal static int Run(string rows)
    {
        var count = long.Parse(rows, CultureInfo.InvariantCulture);
        var loss = new SupervisedContrastive();
        var embeddings = Tensor.Randn([count, 128]).WithGrad();
        var labels = Tensor.RandInt(0, 10, [count]);
        return Peer.Serve(() =>
        {
            using var scope = torch.NewDisposeScope();
            embeddings.Grad = null;
            loss.Loss(embeddings, labels, 0.1).Backward();
        });
    }
}
