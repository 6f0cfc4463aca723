using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Counterpoise.Files;

namespace Counterpoise.Federated.Transport;

/// <summary>
/// A certificate of one's own for a federation's server: nobody else vouches for it, so that clients know it by its fingerprint.
/// </summary>
public static class FederationCertificate
{
    private const int ValidDays = 365;

    /// <summary>
    /// The fingerprint of a certificate that is there and still valid for a day, so that clients know the server again when it comes back;
    /// else that of a new one, which is written.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Password of the file; null for none.</param>
    /// <param name="hosts">Names and addresses that clients may use for the server, where a new one is written.</param>
    /// <returns>SHA-256 of the certificate in hexadecimal.</returns>
    public static string ReadOrWrite(string path, string? password = null, params IReadOnlyList<string> hosts)
    {
        if (File.Exists(path))
        {
            try
            {
                using var kept = X509CertificateLoader.LoadPkcs12FromFile(path, password);
                if (kept.NotAfter.ToUniversalTime() > DateTime.UtcNow.AddDays(1))
                {
                    return kept.GetCertHashString(HashAlgorithmName.SHA256);
                }
            }
            catch (CryptographicException)
            {
                // What cannot be read is replaced: nobody but the server needs it.
            }
        }

        return Write(path, password, hosts);
    }

    /// <summary>Writes a certificate with its key (PFX, ECDSA P-256, one year), readable by its owner alone.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="password">Password of the file; null for none.</param>
    /// <param name="hosts">Names and addresses that clients may use for the server.</param>
    /// <returns>SHA-256 of the certificate in hexadecimal, for <see cref="FederationConnection.CertificateFingerprint"/>.</returns>
    public static string Write(string path, string? password = null, params IReadOnlyList<string> hosts)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(hosts);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=counterpoise federation", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(ValidDays));
        var bytes = certificate.Export(X509ContentType.Pfx, password);
        AtomicFile.Write(path, stream => stream.Write(bytes));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }
}
