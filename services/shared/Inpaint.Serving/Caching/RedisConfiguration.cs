using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using StackExchange.Redis;

namespace Inpaint.Serving.Caching;

/// <summary>How Redis is connected to: what the connection string says, and the rest so that nothing ever waits for it.</summary>
internal static class RedisConfiguration
{
    // How long the client's own book-keeping keeps a call that nobody waits for any more.
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(1);

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    /// <exception cref="InvalidOperationException">A certificate cannot be read; the message names its setting.</exception>
    public static ConfigurationOptions Create(string connectionString, EmbeddingCacheOptions options)
    {
        ConfigurationOptions configuration = ConfigurationOptions.Parse(connectionString);
        configuration.AbortOnConnectFail = false;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.AsyncTimeout = (int)CallLimit.TotalMilliseconds;
        configuration.SyncTimeout = (int)CallLimit.TotalMilliseconds;
        configuration.ConnectTimeout = 1000;
        configuration.ReconnectRetryPolicy = new LinearRetry(1000);
        configuration.ClientName = "inpaint";
        if (options.RedisAuthorityFile is { } authority)
            configuration.TrustIssuer(Read(nameof(options.RedisAuthorityFile), () => X509CertificateLoader.LoadCertificateFromFile(authority)));
        if (options.RedisCertificateFile is { } file)
        {
            X509Certificate2 certificate = Read(nameof(options.RedisCertificateFile), () => X509Certificate2.CreateFromPemFile(file, options.RedisKeyFile));
            configuration.CertificateSelection += (_, _, _, _, _) => certificate;
        }
        return configuration;
    }

    private static X509Certificate2 Read(string setting, Func<X509Certificate2> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{EmbeddingCacheOptions.Section}:{setting} cannot be read: {exception.Message}", exception);
        }
    }
}
