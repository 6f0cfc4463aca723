using Counterpoise.Torch;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Explanations;

/// <summary>
/// Where in an image a network finds what speaks for a class: Grad-CAM, the last maps of the network weighted by the gradient of the
/// class's logit. It shows what the answer rests on, not whether that is right.
/// </summary>
/// <remarks>
/// The networks of this house pool their maps by the mean, so that the weight of a map is the gradient of the logit by its pooled
/// feature. Reference: R. R. Selvaraju et al., ICCV 2017, arXiv:1610.02391.
/// </remarks>
public static class GradCam
{
    /// <summary>Draws over a picture where a classifier finds what speaks for a class.</summary>
    /// <param name="classifier">A trained classifier.</param>
    /// <param name="picture">The picture as the network sees it: after <see cref="ImageClassifier.Evaluation"/>.</param>
    /// <param name="classIndex">The class, in [0, C), such as the predicted one.</param>
    /// <returns>A picture of the same size; null where the network has no maps.</returns>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    public static RgbImage? Draw(ImageClassifier classifier, RgbImage picture, int classIndex)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(picture);
        using var scope = torch.NewDisposeScope();
        var numbers = new float[RgbImage.Channels * picture.Height * picture.Width];
        classifier.Normalization.Write(picture, numbers);
        var image = Tensor.FromArray(numbers, [1, RgbImage.Channels, picture.Height, picture.Width]);
        var network = classifier.Network;
        image = image.to(network.parameters().First().device).Clone(MemoryFormat.ChannelsLast);
        return Compute(network, image, [classIndex]) is { } heat
            ? HeatOverlay.Draw(picture, heat.cpu().Float().ToArray<float>(), (int)heat.shape[2]) : null;
    }

    /// <summary>Computes the maps of images.</summary>
    /// <param name="network">A trained network; put back in the mode it was in. A contrast that is added to its logits is not looked
    /// at.</param>
    /// <param name="images">[N, 3, H, W], normalised as the network's weights ask for.</param>
    /// <param name="classes">N classes, one for each image, such as the predicted ones.</param>
    /// <returns>[N, h, w] in [0, 1], 1 at the strongest position of each image, or 0 everywhere where nothing speaks for the class; null
    /// where the network has no maps.</returns>
    /// <exception cref="ArgumentException">There are not as many classes as images, or one is none of the network's.</exception>
    public static Tensor? Compute(BackboneClassifier network, Tensor images, IReadOnlyList<int> classes)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count != images.shape[0] || classes.Any(c => c < 0 || c >= network.ClassCount))
        {
            throw new ArgumentException(
                $"found {classes.Count} classes ({string.Join(", ", classes.Take(8))}) for {images.shape[0]} images; expected one of 0 to "
                + $"{network.ClassCount - 1} for each", nameof(classes));
        }

        using var scope = torch.NewDisposeScope();
        var training = network.training;
        network.eval();
        try
        {
            Tensor? maps;
            using (torch.no_grad())
            {
                maps = network.Backbone.FeatureMaps(images);
            }

            if (maps is null)
            {
                return null;
            }

            using var recorded = torch.enable_grad();
            var features = maps.mean([2, 3]).detach().requires_grad_(true);
            var logits = network.Backbone.Classify(network.Backbone.Embed(features));
            var chosen = torch.tensor(classes.Select(c => (long)c).ToArray(), device: logits.device).unsqueeze(1);
            var weights = torch.autograd.grad([logits.gather(1, chosen).sum()], [features])[0];
            var heat = (weights.unsqueeze(2).unsqueeze(3) * maps).sum(1).relu();
            var largest = heat.amax([1, 2], keepdim: true);
            return scope.Keep((heat / largest.clamp_min(float.Epsilon)).detach());
        }
        finally
        {
            network.train(training);
        }
    }
}
