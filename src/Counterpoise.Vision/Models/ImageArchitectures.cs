using Counterpoise.Vision.Backbones;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Loading;

namespace Counterpoise.Vision.Models;

/// <summary>The one place where a network gets its name.</summary>
internal static class ImageArchitectures
{
    private static IReadOnlyList<ImageArchitecture> s_all =
    [
        ImageArchitecture.Create<MobileNetV3Options>("mobilenet-v3-large", MobileNetV3.Large,
            "MobileNetV3-Large, for photographs; the network of the adaptive contrastive learning paper.") with { PublishedName =
            "mobilenet_v3_large" },
        ImageArchitecture.Create<MobileNetV3Options>("mobilenet-v3-small", MobileNetV3.Small,
            "MobileNetV3-Small, for photographs on small machines.") with { PublishedName = "mobilenet_v3_small" },
        ImageArchitecture.Create<MobileNetV3Options>("mobilenet-v3-large-minimalistic", MobileNetV3.LargeMinimalistic,
            "MobileNetV3-Large of 3×3 convolutions and ReLU alone.") with { Normalization = Normalization.MinusOneToOne },
        ImageArchitecture.Create<ResNetOptions>("resnet-18", ResNet.ResNet18,
            "ResNet-18 as in torchvision, for photographs.") with { PublishedName = "resnet18" },
        ImageArchitecture.Create<ResNetOptions>("resnet-34", ResNet.ResNet34,
            "ResNet-34 as in torchvision, for photographs.") with { PublishedName = "resnet34" },
        ImageArchitecture.Create<ResNetOptions>("resnet-50", ResNet.ResNet50,
            "ResNet-50 as in torchvision, for photographs.") with { PublishedName = "resnet50" },
        ImageArchitecture.Create<EfficientNetOptions>("efficientnet-b0", EfficientNet.B0,
            "EfficientNet-B0 as in torchvision, for photographs.") with { PublishedName = "efficientnet_b0" },
        ImageArchitecture.Create<DenseNetOptions>("densenet-121", DenseNet.DenseNet121,
            "DenseNet-121 as in torchvision, for photographs.") with { PublishedName = "densenet121", ReadWeights = DenseNetWeights.Read },
        ImageArchitecture.Create<SwinOptions>("swin-tiny", SwinTransformer.Tiny,
            "Swin-Tiny as in torchvision, a transformer for photographs.") with { PublishedName = "swin_t" },
        ImageArchitecture.Create<ResNetOptions>("resnet-18-packaged", PackagedResNet.Create,
            "The ResNet-18 with ImageNet weights that a NuGet package carries: pretrained without a download.") with
        {
            Normalization = Normalization.ZeroTo255,
            FindPackagedWeights = () => PackagedResNet18.FindNetwork(),
            ReadWeights = path => PackagedResNet18.ReadWeights(path),
        },
        ImageArchitecture.Create<CifarResNetOptions>("cifar-resnet-20", CifarResNet.ResNet20, "ResNet-20 for images of about 32 pixels."),
        ImageArchitecture.Create<CifarResNetOptions>("cifar-resnet-32", CifarResNet.ResNet32, "ResNet-32 for images of about 32 pixels."),
        ImageArchitecture.Create<SmallCnnOptions>("small-cnn", SmallCnn.Create, "Five 3×3 convolutions for images of 28 to 64 pixels."),
    ];

    public static IReadOnlyList<ImageArchitecture> All => Volatile.Read(ref s_all);

    public static void Add(ImageArchitecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        while (true)
        {
            var known = All;
            if (known.Any(a => a.Name.Equals(architecture.Name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new ArgumentException($"there is an architecture '{architecture.Name}' already: choose another name",
                    nameof(architecture));
            }

            if (ReferenceEquals(Interlocked.CompareExchange(ref s_all, [.. known, architecture], known), known))
            {
                return;
            }
        }
    }
}
