namespace Counterpoise.Torch.Files;

/// <summary>
/// The weights that are known by name: torchvision's, from PyTorch's server, which puts the first eight digits of the SHA-256 into the file
/// name.
/// </summary>
/// <remarks>
/// Reference: torchvision.models.MobileNet_V3_Large_Weights, MobileNet_V3_Small_Weights and ResNet18_Weights to ResNet50_Weights,
/// EfficientNet_B0_Weights, DenseNet121_Weights and Swin_T_Weights, torchvision 0.14.
/// </remarks>
public static class WeightCatalogue
{
    /// <summary>All known weights. <c>imagenet</c> stands for what torchvision calls its default.</summary>
    public static IReadOnlyList<PublishedWeights> Known { get; } =
    [
        Torchvision("mobilenet_v3_large/imagenet", "mobilenet_v3_large", "5c1a4163"),
        Torchvision("mobilenet_v3_large/imagenet1k_v1", "mobilenet_v3_large", "8738ca79"),
        Torchvision("mobilenet_v3_large/imagenet1k_v2", "mobilenet_v3_large", "5c1a4163"),
        Torchvision("mobilenet_v3_small/imagenet", "mobilenet_v3_small", "047dcff4"),
        Torchvision("mobilenet_v3_small/imagenet1k_v1", "mobilenet_v3_small", "047dcff4"),
        Torchvision("resnet18/imagenet", "resnet18", "f37072fd"),
        Torchvision("resnet18/imagenet1k_v1", "resnet18", "f37072fd"),
        Torchvision("resnet34/imagenet", "resnet34", "b627a593"),
        Torchvision("resnet34/imagenet1k_v1", "resnet34", "b627a593"),
        Torchvision("resnet50/imagenet", "resnet50", "11ad3fa6"),
        Torchvision("resnet50/imagenet1k_v1", "resnet50", "0676ba61"),
        Torchvision("resnet50/imagenet1k_v2", "resnet50", "11ad3fa6"),
        Torchvision("efficientnet_b0/imagenet", "efficientnet_b0_rwightman", "3dd342df"),
        Torchvision("efficientnet_b0/imagenet1k_v1", "efficientnet_b0_rwightman", "3dd342df"),
        Torchvision("densenet121/imagenet", "densenet121", "a639ec97"),
        Torchvision("densenet121/imagenet1k_v1", "densenet121", "a639ec97"),
        Torchvision("swin_t/imagenet", "swin_t", "704ceda3"),
        Torchvision("swin_t/imagenet1k_v1", "swin_t", "704ceda3"),
    ];

    private static PublishedWeights Torchvision(string name, string file, string hash) =>
        new(name, new Uri($"https://download.pytorch.org/models/{file}-{hash}.pth"), hash);
}
