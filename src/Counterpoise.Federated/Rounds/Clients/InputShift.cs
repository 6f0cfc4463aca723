using Counterpoise.Randomness;

namespace Counterpoise.Federated.Rounds;

/// <summary>Moves and mirrors pictures [N, channels, height, width].</summary>
internal static class InputShift
{
    /// <summary>A new tensor; the input stays the caller's.</summary>
    internal static Tensor Apply(Tensor input, AugmentationKind kind, RandomStream random)
    {
        if (kind == AugmentationKind.None)
        {
            return input.alias();
        }

        if (input.dim() != 4)
        {
            throw new ArgumentException(
                $"augmentation moves pictures [N, channels, height, width]; found inputs of shape [{string.Join(", ", input.shape)}]: "
                + $"switch it off", nameof(input));
        }

        var (height, width) = ((int)input.shape[2], (int)input.shape[3]);
        var reach = Math.Max(1, height / 14);
        using var padded = nn.functional.pad(input, [reach, reach, reach, reach]);
        using var scope = torch.NewDisposeScope();
        var pictures = new Tensor[input.shape[0]];
        for (var i = 0; i < pictures.Length; i++)
        {
            var (down, right) = (random.NextInteger((2 * reach) + 1), random.NextInteger((2 * reach) + 1));
            pictures[i] = padded[i].narrow(1, down, height).narrow(2, right, width);
            if (kind == AugmentationKind.ShiftAndFlip && random.NextDouble() < 0.5)
            {
                pictures[i] = pictures[i].flip(2);
            }
        }

        return torch.stack(pictures).MoveToOuterDisposeScope();
    }
}
