using static TorchSharp.torch;

namespace Counterpoise.Bench.Contrastive;

/// <summary>The supervised contrastive loss as its authors' program has it, line by line in TorchSharp.</summary>
internal static class StraightforwardSupCon
{
    public static Tensor Loss(Tensor embeddings, Tensor labels, double temperature)
    {
        var z = nn.functional.normalize(embeddings, dim: 1);
        var others = 1 - eye(labels.shape[0]);
        var mask = labels.unsqueeze(1).eq(labels.unsqueeze(0)).to_type(ScalarType.Float32) * others;
        var logits = z.mm(z.t()) / temperature;
        logits = logits - logits.amax([1], keepdim: true).detach();
        var logProbability = logits - log((exp(logits) * others).sum([1L], keepdim: true));
        return -((mask * logProbability).sum([1L]) / mask.sum([1L]).clamp(min: 1)).mean();
    }
}
